import { describe, expect, test } from 'vitest';
import type { Tracking } from '../../../electron/engine/state/step.ts';
import { initialTracking, transition, type CheckPolicy } from '../../../electron/engine/state/transition.ts';
import { defaults, failureNumber, second, short, walk } from './transition-rig.ts';

type Row = readonly [
  rule: string,
  letters: string,
  trail: string,
  spans: string,
  incidents: string,
  policy?: CheckPolicy,
];

// Checks are ten seconds apart, so `down@10` begins with the second one. With `short` two inconclusive checks in a row
// last longer than an interval.
// prettier-ignore -- one row, one rule
const table: readonly Row[] = [
  ['the first pass is up at once', 'PP', 'up up', 'up@0', ''],
  ['one fail is failing, and is looked at again soon', 'PF', 'up failing~', 'up@0', ''],
  ['a pass after it is up as if nothing had been', 'PFP', 'up failing~ up', 'up@0', ''],
  [
    'the second consecutive failure is down, as of the first',
    'PPFF',
    'up up failing~ down!down',
    'up@0 down@20',
    'open@20',
  ],
  ['a pass between them starts the count again', 'PFPF', 'up failing~ up failing~', 'up@0', ''],
  ['more fails add nothing', 'PFFFF', 'up failing~ down!down down down', 'up@0 down@10', 'open@10'],
  ['failAfter 1 is down at once', 'PF', 'up down!down', 'up@0 down@10', 'open@10', { ...defaults, failAfter: 1 }],
  [
    'failAfter 3 takes three failures',
    'PFFF',
    'up failing~ failing~ down!down',
    'up@0 down@10',
    'open@10',
    { ...defaults, failAfter: 3 },
  ],
  [
    'a new monitor that fails is failing, then down as of its first check',
    'FF',
    'failing~ down!down',
    'down@0',
    'open@0',
  ],
  ['a new monitor that fails once and passes is up from the pass', 'FP', 'failing~ up', 'up@10', ''],
  ['one pass does not end an outage', 'FFP', 'failing~ down!down down~', 'down@0', 'open@0'],
  [
    'the second consecutive pass ends the outage, as of the first',
    'FFPP',
    'failing~ down!down down~ up!recovered',
    'down@0 up@20',
    'open@0 close@20',
  ],
  [
    'a failure in between restarts the count',
    'FFPFPP',
    'failing~ down!down down~ down down~ up!recovered',
    'down@0 up@40',
    'open@0 close@40',
  ],
  [
    'with recoverAfter 1 the first pass ends the outage',
    'FFP',
    'failing~ down!down up!recovered',
    'down@0 up@20',
    'open@0 close@20',
    { ...defaults, recoverAfter: 1 },
  ],
  [
    'after a recovery counting starts over',
    'FFPPFF',
    'failing~ down!down down~ up!recovered failing~ down!down',
    'down@0 up@20 down@40',
    'open@0 close@20 open@40',
  ],

  ['one slow answer is still up', 'PD', 'up up', 'up@0', ''],
  [
    'the second consecutive slow response is degraded as of itself, without rechecks',
    'PDDD',
    'up up degraded!degraded degraded',
    'up@0 degraded@20',
    '',
  ],
  ['a quick answer between them starts the count again', 'PDPD', 'up up up up', 'up@0', ''],
  ['one quick answer ends it, without an alert', 'PDDP', 'up up degraded!degraded up', 'up@0 degraded@20 up@30', ''],
  ['a slow answer ends failing', 'PFD', 'up failing~ up', 'up@0', ''],
  [
    'degraded continues after a failed check, without a second alert',
    'DDFD',
    'up degraded!degraded failing~ degraded',
    'up@0 degraded@10',
    '',
  ],
  [
    'degraded that keeps failing is down',
    'DDFF',
    'up degraded!degraded failing~ down!down',
    'up@0 degraded@10 down@20',
    'open@20',
  ],
  [
    'degraded that fails once and is fast again is up',
    'DDFP',
    'up degraded!degraded failing~ up',
    'up@0 degraded@10 up@30',
    '',
  ],
  [
    'a slow and a fast response end an outage in up',
    'FFDP',
    'failing~ down!down down~ up!recovered',
    'down@0 up@20',
    'open@0 close@20',
  ],
  [
    'slow responses end an outage in degraded, with a single alert',
    'FFDD',
    'failing~ down!down down~ degraded!recovered',
    'down@0 degraded@20',
    'open@0 close@20',
  ],

  ['an inconclusive check changes nothing', 'PiP', 'up up up', 'up@0', ''],
  ['it does not count as a fail', 'PFiP', 'up failing~ failing~ up', 'up@0', ''],
  ['it does not end a row of fails', 'PFiF', 'up failing~ failing~ down!down', 'up@0 down@10', 'open@10'],
  [
    'it does not interrupt consecutive passes',
    'FFPiP',
    'failing~ down!down down~ down~ up!recovered',
    'down@0 up@20',
    'open@0 close@20',
  ],
  [
    'nothing else for longer than an interval is unknown, as of the first',
    'Piii',
    'up up up unknown',
    'up@0 unknown@10',
    '',
    { ...defaults, interval: 20 * second },
  ],
  ['a pass ends unknown at once', 'PiiiPP', 'up up unknown unknown up up', 'up@0 unknown@10 up@40', '', short],
  [
    'unknown ends consecutive failures',
    'PFiiiF',
    'up failing~ failing~ unknown unknown failing~',
    'up@0 unknown@20',
    '',
    short,
  ],
  [
    'consecutive failures that start in unknown are down as of the first',
    'PiiFF',
    'up up unknown failing~ down!down',
    'up@0 unknown@10 down@30',
    'open@30',
    short,
  ],
  [
    'unknown ends consecutive passes',
    'FFPiiPP',
    'failing~ down!down down~ down~ unknown unknown~ up!recovered',
    'down@0 unknown@30 up@50',
    'open@0 close@50',
    short,
  ],
  [
    'an outage continues after unknown: a failure is down again without an alert',
    'FFiiF',
    'failing~ down!down down unknown down',
    'down@0 unknown@20 down@40',
    'open@0',
    short,
  ],
  [
    'a failure between passes after unknown is down again',
    'FFiiPFPP',
    'failing~ down!down down unknown unknown~ down down~ up!recovered',
    'down@0 unknown@20 down@50 up@60',
    'open@0 close@60',
    short,
  ],
  [
    'unknown while passes are being counted restarts the count',
    'FFiiPiiPP',
    'failing~ down!down down unknown unknown~ unknown~ unknown unknown~ up!recovered',
    'down@0 unknown@20 up@70',
    'open@0 close@70',
    short,
  ],
  ['a monitor without any conclusive check becomes unknown', 'iii', 'new unknown unknown', 'unknown@0', '', short],
  [
    'degraded after unknown is counted from the start',
    'DDiiDD',
    'up degraded!degraded degraded unknown up degraded!degraded',
    'up@0 degraded@10 unknown@20 up@40 degraded@50',
    '',
    short,
  ],
];

describe('a sequence of checks', () => {
  test.each(table.map(([rule, letters, ...rest]) => ({ rule, letters, rest })))(
    '$letters: $rule',
    ({ letters, rest }) => {
      const [trail, spans, incidents, policy] = rest;
      const walked = walk(letters, policy);
      expect(walked).toMatchObject({ trail, spans, incidents });
    },
  );
});

test('an incident has its start, detection, confirmation and cause from the first failed check', () => {
  const { last } = walk('PPFF');
  expect(last.incident).toEqual({
    change: 'open',
    startedAt: 20 * second,
    detectedAt: 21 * second,
    confirmedAt: 31 * second,
    failure: failureNumber(2),
  });
  expect(last.next.failure).toEqual(failureNumber(2));
});

test('a state has its start time', () => {
  expect(walk('PPP').last.next.since).toBe(0);
  expect(walk('PPF').last.next).toMatchObject({ state: 'failing', since: 20 * second });
  expect(walk('PPFP').last.next).toMatchObject({ state: 'up', since: 0 });
  expect(walk('PPFFP').last.next).toMatchObject({ state: 'down', since: 20 * second });
  expect(walk('PPFFPP').last.next).toMatchObject({ state: 'up', since: 40 * second });
});

test('checks without news leave tracking unchanged', () => {
  for (const [before, after] of [
    ['P', 'PP'],
    ['FF', 'FFF'],
    ['DD', 'DDD'],
  ] as const) {
    expect(walk(after).last.next).toEqual(walk(before).last.next);
  }
  expect(walk('iii', short).last.next).toEqual(walk('iiii', short).last.next);
});

test('a failed check without a failure gets one', () => {
  const check = { at: 0, endedAt: 1, verdict: 'fail' as const, failure: null };
  expect(transition(initialTracking(0), check, defaults).next.failure).toEqual({ code: 'unexplained', facts: {} });
});

test('time in which the program did not run is unknown from when it was last alive', () => {
  const { next } = walk('PP').last;
  const wokeAt = 3_600 * second;
  const check = { at: 12 * second, endedAt: wokeAt, verdict: 'inconclusive' as const, failure: null };
  const step = transition(next, check, defaults);
  expect(step.next.state).toBe('unknown');
  expect(step.span).toEqual({ state: 'unknown', from: 12 * second });
});

test('after the clock is set back, a span never starts before the previous one', () => {
  const late: Tracking = { ...walk('P').last.next, since: 500 * second, spanFrom: 500 * second };
  const policy = { ...defaults, failAfter: 1, recoverAfter: 1 };
  const failure = failureNumber(1);
  const down = transition(late, { at: 100, endedAt: 200, verdict: 'fail', failure }, policy);
  expect(down.span).toEqual({ state: 'down', from: 500 * second });
  expect(down.incident).toMatchObject({ startedAt: 500 * second, detectedAt: 500 * second, confirmedAt: 500 * second });
  const up = transition(down.next, { at: 300, endedAt: 400, verdict: 'pass', failure: null }, policy);
  expect(up.incident).toEqual({ change: 'close', endedAt: 500 * second });
});
