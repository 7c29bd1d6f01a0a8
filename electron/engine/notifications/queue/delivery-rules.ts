/** When a message is retried, and what becomes of a recovery whose down alert was not sent. Pure. */
import type { OutboxRow } from '../../store/outbox-repository.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const firstSteps = [5 * second, 15 * second, minute, 5 * minute, 15 * minute] as const;
export const longestStep = hour;
const givenUpAfter = 24 * hour;
/** No delay and no wait for a retry is longer, unless the clock was set back. */
export const longestWait = 24 * hour;
/** Nor are quiet hours, which may last for days. */
export const longestHold = 8 * 24 * hour;

export interface FailedAttempt {
  /** Including this one. */
  readonly attempts: number;
  readonly firstAttemptAt: number;
  readonly nowMs: number;
  /** What the receiver asked for; the back-off applies if it is longer. */
  readonly retryAfterMs: number | undefined;
  /** 0 to 1. */
  readonly jitter: number;
}

/** Up to this part of a step is added at random: what failed together is not retried together. */
const jitterPart = 0.2;

/** 5 s, 15 s, 1 min, 5 min, 15 min, then hourly; null: it has been retried for a day. */
export function nextAttemptAt(failed: FailedAttempt): number | null {
  const { attempts, firstAttemptAt, nowMs, retryAfterMs = 0, jitter } = failed;
  const step = firstSteps[attempts - 1] ?? longestStep;
  const next = nowMs + Math.round(Math.max(step, retryAfterMs) + step * jitterPart * jitter);
  return next > firstAttemptAt + givenUpAfter ? null : next;
}

/**
 * What becomes of a recovery. `standalone`: the down alert was sent, or there was none. `combined`: it was not sent, and
 * the recovery covers both. `skip`: the outage was shorter than the delay of the alert, so neither is sent. An outage
 * that quiet hours deferred is sent with its recovery after them.
 */
type RecoveryMode = 'standalone' | 'combined' | 'skip';

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

/** It waits for the delay of its rule, not for a retry. */
function isDelayed({ attempts, nextAttemptAt: dueAt }: OutboxRow, nowMs: number): boolean {
  return attempts === 0 && dueAt !== null && dueAt > nowMs;
}
