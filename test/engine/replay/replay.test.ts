import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../electron/contract/model/history.ts';
import type { ReplayedIncident, ReplayOutcome } from '../../../electron/contract/model/replay.ts';
import type { SpanState, Verdict } from '../../../electron/contract/model/state.ts';
import { openReplay, type ReplayedCheck } from '../../../electron/engine/replay/replay.ts';
import { beginMaintenance, endMaintenance } from '../../../electron/engine/state/maintenance.ts';
import type { Step } from '../../../electron/engine/state/step.ts';
import {
  initialTracking,
  pause,
  resume,
  transition,
  type CheckPolicy,
} from '../../../electron/engine/state/transition.ts';

const beginning = 1_000_000;

interface Recorded {
  readonly checks: readonly ReplayedCheck[];
  readonly spans: readonly Span[];
  readonly incidents: readonly ReplayedIncident[];
  readonly degraded: number;
  readonly endMs: number;
}

type Doing = Verdict | 'pause' | 'resume' | 'begin maintenance' | 'end maintenance';
interface Event {
  readonly does: Doing;
  /** From the end of the event before it. */
  readonly afterMs: number;
  readonly tookMs: number;
}

/** As the engine records it, by a steady clock: spans begin where the state machine says. */
function record(events: readonly Event[], policy: CheckPolicy): Recorded {
  let tracking = initialTracking(beginning);
  let nowMs = beginning;
  const spans: { state: SpanState; from: number }[] = [];
  const incidents: ReplayedIncident[] = [];
  const checks: ReplayedCheck[] = [];
  let degraded = 0;
  for (const { does, afterMs, tookMs } of events) {
    const at = nowMs + afterMs;
    const isCheck = does === 'pass' || does === 'degraded' || does === 'fail' || does === 'inconclusive';
    nowMs = isCheck ? at + tookMs : at;
    if (isCheck) checks.push({ at, verdict: does, responseTime: tookMs });
    const step = stepOf();
    tracking = step.next;
    if (step.span !== null) {
      if (spans.at(-1)?.from === step.span.from) spans.pop();
      spans.push(step.span);
    }
    if (step.alert === 'degraded') degraded += 1;
    if (step.incident?.change === 'open') incidents.push({ startedAt: step.incident.startedAt, endedAt: null });
    if (step.incident?.change === 'close') {
      const { startedAt } = incidents.pop() ?? { startedAt: Number.NaN };
      incidents.push({ startedAt, endedAt: step.incident.endedAt });
    }

    function stepOf(): Step {
      switch (does) {
        case 'pause':
          return pause(tracking, at);
        case 'resume':
          return resume(tracking, at);
        case 'begin maintenance':
          return beginMaintenance(tracking, at);
        case 'end maintenance':
          return endMaintenance(tracking, at);
        default:
          return transition(tracking, { at, endedAt: nowMs, verdict: does, failure: null }, policy);
      }
    }
  }
  const closed = spans.map((span, index) => ({ ...span, to: spans[index + 1]?.from ?? null }));
  return { checks, spans: closed, incidents, degraded, endMs: nowMs };
}

function replayed({ checks, spans, endMs }: Recorded, policy: CheckPolicy, fromMs = beginning): ReplayOutcome {
  const replay = openReplay({ policy, spans, fromMs });
  for (const check of checks.filter(({ at }) => at >= fromMs)) replay.next(check);
  return replay.end(endMs);
}

/** One letter for each check of a minute: pass, degraded, fail, inconclusive. */
const verdicts: Readonly<Record<string, Verdict>> = { p: 'pass', d: 'degraded', f: 'fail', i: 'inconclusive' };
const minuteMs = 60_000;
const scripted = (letters: string): readonly Event[] =>
  letters.split('').map((letter) => ({ does: verdicts[letter] ?? 'pass', afterMs: minuteMs, tookMs: 0 }));
const usual: CheckPolicy = { failAfter: 2, recoverAfter: 2, interval: minuteMs };

describe('a replay with other thresholds', () => {
  test.each<[string, string, Partial<CheckPolicy>, number]>([
    ['failures alone', 'ppfppfpp', {}, 0],
    ['failures alone, as soon as one counts', 'ppfppfpp', { failAfter: 1 }, 2],
    ['two outages', 'ppffppppffpp', {}, 2],
    ['two outages with one pass between them', 'ppffpffpp', {}, 1],
    ['two outages, as soon as one pass ends the first', 'ppffpffpp', { recoverAfter: 1 }, 2],
    ['an outage too short for three', 'ppffpp', { failAfter: 3 }, 0],
    ['slow responses', 'ppdddddd', {}, 0],
    ['failures on both sides of an unknown time', 'pfiiifpp', {}, 0],
  ])('%s', (_, letters, policy, alerts) => {
    expect(replayed(record(scripted(letters), usual), { ...usual, ...policy }).alerts).toBe(alerts);
  });

  test('dates outages like the state machine, and sums up their downtime', () => {
    const outcome = replayed(record(scripted('pffppff'), { ...usual, failAfter: 5 }), usual);
    const at = (check: number): number => beginning + check * minuteMs;
    expect(outcome.incidents).toEqual([
      { startedAt: at(2), endedAt: at(4) },
      { startedAt: at(6), endedAt: null },
    ]);
    expect(outcome.downMs).toBe(3 * minuteMs);
  });
});

test('an outage that was on when the period began is none that begins', () => {
  const recorded = record(scripted('ppffffffppff'), usual);
  expect(replayed(recorded, usual, beginning + 6 * minuteMs)).toMatchObject({ alerts: 1 });
});

test('nothing is counted while a monitor is paused or in maintenance', () => {
  const events = [
    ...scripted('pp'),
    { does: 'begin maintenance', afterMs: 1, tookMs: 0 } as const,
    ...scripted('fff'),
    { does: 'end maintenance', afterMs: 1, tookMs: 0 } as const,
    ...scripted('pp'),
    { does: 'pause', afterMs: 1, tookMs: 0 } as const,
    { does: 'resume', afterMs: minuteMs, tookMs: 0 } as const,
    ...scripted('pf'),
  ];
  expect(replayed(record(events, usual), { ...usual, failAfter: 1 }).alerts).toBe(1);
});

test('a time without checks, as during a sleep, is unknown', () => {
  const { checks, spans } = record(scripted('ppf'), usual);
  const slept = { state: 'unknown', from: beginning + 3 * minuteMs + 1, to: beginning + 9 * minuteMs } as const;
  const after = { at: slept.to, verdict: 'fail', responseTime: null } as const;
  const recorded = {
    checks: [...checks, after],
    spans: [...spans, slept],
    incidents: [],
    degraded: 0,
    endMs: slept.to,
  };
  expect(replayed(recorded, usual).alerts).toBe(0);
});

const policies: fc.Arbitrary<CheckPolicy> = fc.record({
  failAfter: fc.integer({ min: 1, max: 4 }),
  recoverAfter: fc.integer({ min: 1, max: 4 }),
  interval: fc.integer({ min: 5_000, max: 60_000 }),
});
const doings = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Doing>('pass', 'fail') },
  { weight: 3, arbitrary: fc.constantFrom<Doing>('degraded', 'inconclusive') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Doing>('pause', 'resume', 'begin maintenance', 'end maintenance'),
  },
);
const events = fc.array(
  fc.record({
    does: doings,
    afterMs: fc.integer({ min: 1, max: 70_000 }),
    tookMs: fc.integer({ min: 0, max: 4_000 }),
  }),
  { maxLength: 120 },
);

test('a replay with the settings of the time reports exactly the incidents that were recorded', () => {
  fc.assert(
    fc.property(events, policies, (script, policy) => {
      const recorded = record(script, policy);
      const { incidents, degraded } = replayed(recorded, policy);
      expect(incidents).toEqual(recorded.incidents.slice(-20));
      expect(degraded).toBe(recorded.degraded);
    }),
    { numRuns: 400 },
  );
});
