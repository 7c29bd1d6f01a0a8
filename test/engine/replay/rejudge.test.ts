import { describe, expect, test } from 'vitest';
import type { Assertion } from '../../../electron/contract/model/monitor.ts';
import type { Verdict } from '../../../electron/contract/model/state.ts';
import type { ResponseReason } from '../../../electron/contract/response-reasons.ts';
import { limitsOf } from '../../../electron/engine/replay/limits.ts';
import { rejudging, type Settings, type StoredCheck } from '../../../electron/engine/replay/rejudge.ts';
import { httpMonitor } from '../store/fixtures.ts';

const usual: Settings = { assertions: [], degradedAfter: null, timeout: 10_000, invert: false };
const status = (value: number): Assertion => ({ on: 'status', is: 'equals', value });
const fast: Assertion = { on: 'responseTime', is: 'lessThan', value: 500 };
const healthy: Assertion = { on: 'json', is: 'equals', path: '$.status', value: 'ok' };

const passed = (responseTime: number | null = 100): StoredCheck => ({ verdict: 'pass', responseTime, failure: null });
const refused: StoredCheck = {
  verdict: 'fail',
  responseTime: null,
  failure: { code: 'connection-refused', facts: { peer: '127.0.0.1:1' } },
};

function failed(...assertions: readonly [Assertion, string][]): StoredCheck {
  const reasons = assertions.map(([{ on, is, path }, found]): ResponseReason => {
    const finding = { code: 'differs', facts: { found: [found], more: 0, expected: ['x'] } } as const;
    return {
      code: 'assertion-failed',
      facts: { on, is, ...(path === undefined ? {} : { path }), finding, note: null },
    };
  });
  return { verdict: 'fail', responseTime: 100, failure: { code: 'assertions-failed', facts: { reasons, more: 0 } } };
}

describe('a stored check', () => {
  const judged = (check: StoredCheck, from: Partial<Settings>, to: Partial<Settings>): string =>
    rejudging({ from: { ...usual, ...from }, to: { ...usual, ...to } })(check);

  const cases: readonly (readonly [string, StoredCheck, Partial<Settings>, Partial<Settings>, Verdict])[] = [
    ['passes as before with the same settings', passed(), {}, {}, 'pass'],
    [
      'fails as before with the same settings',
      failed([healthy, '"no"']),
      { assertions: [healthy] },
      { assertions: [healthy] },
      'fail',
    ],
    ['is slow with a lower threshold', passed(800), {}, { degradedAfter: 500 }, 'degraded'],
    [
      'is fast enough with a higher one',
      { ...passed(800), verdict: 'degraded' },
      { degradedAfter: 500 },
      { degradedAfter: 900 },
      'pass',
    ],
    [
      'stays degraded for reasons of its kind',
      { ...passed(100), verdict: 'degraded' },
      {},
      { degradedAfter: 900 },
      'degraded',
    ],
    ['fails with a shorter timeout', passed(800), {}, { timeout: 500 }, 'fail'],
    ['fails an assertion on its response time', passed(800), {}, { assertions: [fast] }, 'fail'],
    [
      'passes where an assertion is withdrawn',
      failed([healthy, '"no"']),
      { assertions: [healthy] },
      { assertions: [status(200)] },
      'pass',
    ],
    [
      'fails for what is still asserted',
      failed([healthy, '"no"'], [status(200), '503']),
      { assertions: [healthy, status(200)] },
      { assertions: [status(200)] },
      'fail',
    ],
    [
      'passes where the status that it had is expected',
      failed([status(200), '503']),
      { assertions: [status(200)] },
      { assertions: [status(503)] },
      'pass',
    ],
    [
      'fails where another status is expected than it had',
      failed([status(200), '503']),
      { assertions: [status(200)] },
      { assertions: [status(404)] },
      'fail',
    ],
    [
      'fails where another status is expected than that of all that passed',
      passed(),
      { assertions: [status(200)] },
      { assertions: [status(204)] },
      'fail',
    ],
    ['without a response fails whatever is asserted', refused, { assertions: [healthy] }, { assertions: [] }, 'fail'],
    ['passes what cannot be told', passed(), {}, { assertions: [healthy] }, 'pass'],
    [
      'that is inconclusive stays so',
      { ...passed(800), verdict: 'inconclusive' },
      {},
      { timeout: 500 },
      'inconclusive',
    ],
    ['of an inverted monitor stays as it is', refused, { invert: true }, { invert: true, timeout: 1 }, 'fail'],
  ];
  test.each(cases.map(([name, ...rest]) => ({ name, rest })))('$name', ({ rest: [check, from, to, verdict] }) => {
    expect(judged(check, from, to)).toBe(verdict);
  });

  test('is judged by its figures', () => {
    const lossy: StoredCheck = { ...passed(), figures: { packetLoss: 40 } };
    const limit = (value: number): Partial<Settings> => ({ assertions: [{ on: 'packetLoss', is: 'lessThan', value }] });
    expect(judged(lossy, limit(50), limit(30))).toBe('fail');
    expect(judged(lossy, limit(50), limit(45))).toBe('pass');
  });

  test('without a 2xx status passes once another status is asserted', () => {
    const reason: ResponseReason = {
      code: 'assertion-failed',
      facts: { on: 'status', is: 'in', finding: { code: 'not-success', facts: { status: 404 } }, note: null },
    };
    const missing = {
      verdict: 'fail',
      responseTime: 100,
      failure: { code: 'assertions-failed', facts: { reasons: [reason], more: 0 } },
    } as const;
    expect(judged(missing, {}, { assertions: [status(404)] })).toBe('pass');
    expect(judged(missing, {}, { assertions: [status(200)] })).toBe('fail');
    expect(judged(missing, {}, {})).toBe('fail');
  });
});

describe('what cannot be replayed is listed:', () => {
  const base = httpMonitor('shop');
  const limits = (from: object, to: object): readonly string[] => limitsOf({ ...base, ...from }, { ...base, ...to });

  test.each<[string, object, object, readonly string[]]>([
    ['nothing of the same settings', {}, {}, []],
    ['nothing of thresholds', {}, { failAfter: 5, recoverAfter: 1, degradedAfter: 300, timeout: 900 }, []],
    ['nothing of what is only shown', {}, { name: 'Other', tags: ['a'], severity: 'info' }, []],
    ['nothing of response times', {}, { assertions: [fast] }, []],
    ['nothing of withdrawn assertions', { assertions: [healthy, fast] }, { assertions: [fast] }, []],
    ['bodies', {}, { assertions: [healthy] }, ['assertions']],
    ['the status, where none is asserted', {}, { assertions: [status(200)] }, ['assertions']],
    ['nothing of the status, where one is asserted', { assertions: [status(200)] }, { assertions: [status(201)] }, []],
    ['the usual status, once nothing else is asserted', { assertions: [fast] }, { assertions: [] }, ['assertions']],
    ['another request', {}, { method: 'HEAD' }, ['request']],
    ['another schedule', {}, { interval: 30_000 }, ['schedule']],
    ['a longer timeout', {}, { timeout: 20_000 }, ['timeout']],
    ['the opposite', {}, { invert: true }, ['invert']],
    ['other locations', { locations: ['office'] }, { locations: ['office'] }, ['locations']],
  ])('%s', (_, from, to, expected) => {
    expect(limits(from, to)).toEqual(expected);
  });
});
