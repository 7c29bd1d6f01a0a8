/**
 * When an alert is sent, again, not at all, or together with another. Pure: the worker asks, and does what they answer.
 */
import type { HealthRecord, OutboxRow } from '../../store/store.ts';
import type { SendResult } from '../channels/channel.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const firstSteps = [5 * second, 15 * second, minute, 5 * minute, 15 * minute] as const;
export const longestStep = hour;
const givenUpAfter = 24 * hour;
/** No delay and no wait for another try is longer; what seems to wait longer was written before the clock was set back. */
export const longestWait = 24 * hour;
/** Nor are quiet hours: days in a row at most. */
export const longestHold = 8 * 24 * hour;

export interface FailedAttempt {
  /** This one included. */
  readonly attempts: number;
  readonly firstAttemptAt: number;
  readonly nowMs: number;
  /** What the other side asked for; the own step counts where it is longer. */
  readonly retryAfterMs: number | undefined;
}

/** 5 s, 15 s, 1 min, 5 min, 15 min, then each hour; null: it has been tried for a day. */
export function nextAttemptAt({ attempts, firstAttemptAt, nowMs, retryAfterMs = 0 }: FailedAttempt): number | null {
  const step = firstSteps[attempts - 1] ?? longestStep;
  const next = nowMs + Math.max(step, retryAfterMs);
  return next > firstAttemptAt + givenUpAfter ? null : next;
}

/**
 * What becomes of a recovery. `standalone`: the down alert was sent, or there was none. `combined`: it was not, and the recovery
 * says both. `skip`: nobody was to hear of the outage, since it was over before the alert's delay was. What quiet hours hold back is
 * told with its end when they are over.
 */
export type RecoveryMode = 'standalone' | 'combined' | 'skip';

export function recoveryMode(down: OutboxRow | null, nowMs: number): RecoveryMode {
  switch (down?.status) {
    case undefined:
    case 'sent':
      return 'standalone';
    case 'pending':
      return down.heldUntil === null && isDelayed(down, nowMs) ? 'skip' : 'combined';
    case 'merged':
    case 'failed':
      return 'combined';
    case 'cancelled':
      return 'skip';
  }
}

/** Its rule's delay is not over: not a row that waits to be tried again. */
function isDelayed({ attempts, nextAttemptAt: dueAt }: OutboxRow, nowMs: number): boolean {
  return attempts === 0 && dueAt !== null && dueAt > nowMs;
}

/** Only a test or another acceptance mends a broken channel; a message that was not wanted does not break one. */
export function healthAfter(health: HealthRecord, result: SendResult, nowMs: number): HealthRecord {
  if (result.outcome === 'accepted') return { ...health, lastSuccessAt: nowMs, broken: false };
  const isBreaking = result.outcome === 'refused' && result.onlyThis !== true;
  return { ...health, lastErrorAt: nowMs, lastError: result.answer, broken: health.broken || isBreaking };
}
