import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertStatus } from '../../../../electron/contract/model/alert.ts';
import { nextAttemptAt, recoveryMode } from '../../../../electron/engine/notifications/queue/delivery-rules.ts';
import { payload } from '../samples.ts';

const now = Date.UTC(2026, 0, 5, 12);
const day = 86_400_000;

describe('the next attempt', () => {
  it('is never earlier than Retry-After, never in the past, and never a day after the first', () => {
    const attempts = fc.integer({ min: 1, max: 40 });
    const age = fc.integer({ min: 0, max: 2 * day });
    const asked = fc.option(fc.integer({ min: 0, max: day }), { nil: undefined });
    fc.assert(
      fc.property(
        attempts,
        age,
        asked,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, ageMs, retryAfterMs, jitter) => {
          const firstAttemptAt = now - ageMs;
          const next = nextAttemptAt({ attempts: count, firstAttemptAt, nowMs: now, retryAfterMs, jitter });
          if (next === null) {
            expect(ageMs + Math.max(3_600_000, retryAfterMs ?? 0) + 720_000).toBeGreaterThan(day);
          } else {
            expect(next).toBeGreaterThanOrEqual(now + Math.max(5_000, retryAfterMs ?? 0));
            expect(Number.isInteger(next)).toBe(true);
            expect(next).toBeLessThanOrEqual(firstAttemptAt + day);
          }
        },
      ),
    );
  });
});

it('is up to a fifth of the step later, at random', () => {
  const failed = { attempts: 2, firstAttemptAt: now, nowMs: now, retryAfterMs: undefined };
  expect([0, 0.5, 1].map((jitter) => nextAttemptAt({ ...failed, jitter }))).toEqual(
    [15_000, 16_500, 18_000].map((ms) => now + ms),
  );
});

describe('a recovery', () => {
  const row = (status: AlertStatus, attempts: number, nextAttempt: number | null, heldUntil: number | null = null) => ({
    id: 1,
    subject: 'incident:12',
    incidentId: 12,
    channelId: 'ops',
    payload: payload(),
    status,
    attempts,
    createdAt: now - 1_000,
    nextAttemptAt: nextAttempt,
    heldUntil,
    receipt: null,
  });

  it.each([
    ['stands by itself where there was no down alert', null, 'standalone'],
    ['stands by itself where the down alert was sent', row('sent', 1, null), 'standalone'],
    ['says both where the down alert is due', row('pending', 0, now), 'combined'],
    ['says both where the down alert waits for another try', row('pending', 2, now + 60_000), 'combined'],
    ['says both where it was to say both before', row('merged', 0, null), 'combined'],
    ['says both where the down alert failed', row('failed', 9, null), 'combined'],
    ['says both where quiet hours hold the down alert back', row('pending', 0, now + 1, now + 1), 'combined'],
    ['is skipped where the delay is not over', row('pending', 0, now + 1), 'skip'],
    ['is skipped where the down alert was dropped', row('cancelled', 0, null), 'skip'],
  ] as const)('%s', (_, down, course) => {
    expect(recoveryMode(down, now)).toBe(course);
  });
});
