import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Budget } from '../../../electron/contract/model/location.ts';
import {
  afterRefusal,
  afterResponse,
  allows,
  plannedPerHour,
  spend,
  untouched,
} from '../../../electron/engine/locations/budget.ts';

const hour = 3_600_000;
const at = (nowMs: number, purpose: 'confirm' | 'regional' = 'confirm'): Parameters<typeof allows>[2] => ({
  purpose,
  nowMs,
});
const headers = (limit: number | null, remaining: number | null, resetSeconds: number | null = 3_600) => ({
  limit,
  remaining,
  resetSeconds,
});

describe('a budget', () => {
  test('is tried before the limit is known', () => {
    expect(allows(untouched, 3, at(0))).toBe(true);
    expect(allows(spend(untouched, 500, 0), 3, at(0, 'regional'))).toBe(true);
  });

  test('takes the limit from the headers of the service', () => {
    const small = afterResponse(untouched, headers(250, 240), 0);
    expect(small).toEqual({ limit: 250, used: 10, resetAt: hour, isSpent: false });
    expect(afterResponse(small, headers(100_000, 99_000), 0).used).toBe(1_000);
    expect(afterResponse(small, headers(null, null, null), 0)).toEqual(small);
  });

  test('keeps a fifth of the hour for confirmations', () => {
    const budget = afterResponse(untouched, headers(250, 53), 0);
    expect(allows(budget, 3, at(0, 'regional'))).toBe(true);
    expect(allows(budget, 4, at(0, 'regional'))).toBe(false);
    expect(allows(budget, 53, at(0))).toBe(true);
    expect(allows(budget, 54, at(0))).toBe(false);
  });

  test('asks nothing before the reset once the service has refused', () => {
    const refused = afterRefusal(afterResponse(untouched, headers(250, 100), 0), headers(250, 0, 600), 0);
    expect(allows(refused, 1, at(599_999))).toBe(false);
    expect(allows(refused, 1, at(600_000))).toBe(true);
    expect(allows(refused, 1, at(600_000, 'regional'))).toBe(true);
  });

  test('waits for an hour if the refusal names no time', () => {
    const refused = afterRefusal(untouched, headers(null, null, null), 0);
    expect(allows(refused, 1, at(hour - 1))).toBe(false);
    expect(allows(refused, 1, at(hour))).toBe(true);
  });

  test('a late response from before a refusal does not end it', () => {
    const refused = afterRefusal(untouched, headers(250, 0), 0);
    expect(allows(afterResponse(refused, headers(250, 20), 1), 1, at(1))).toBe(false);
  });

  test('never lets more than the limit through, whatever is asked', () => {
    const asking = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), asking, (limit, asked) => {
        let budget: Budget = afterResponse(untouched, headers(limit, limit), 0);
        let regional = 0;
        for (const [cost, isConfirmation] of asked) {
          if (!allows(budget, cost, at(0, isConfirmation ? 'confirm' : 'regional'))) continue;
          budget = spend(budget, cost, 0);
          if (!isConfirmation) regional += cost;
        }
        expect(budget.used).toBeLessThanOrEqual(limit);
        expect(regional).toBeLessThanOrEqual(limit * 0.8);
      }),
    );
  });

  test('what regional rounds will use follows from locations and interval', () => {
    expect(plannedPerHour(3, 900_000)).toBe(12);
    expect(plannedPerHour(3, null)).toBe(0);
    expect(plannedPerHour(2, 7_200_000)).toBe(1);
  });
});
