/**
 * Which digest is due. Each is sent once, even across restarts, sleep and clock changes: `settledAt` is when digests were
 * last settled, and earlier ones are done. One that was missed is sent if it is less than a day late. Pure.
 */
import type { DigestSchedule } from '../../../contract/model/alert.ts';
import { lastOccurrence, nextOccurrence } from '../../calendar/local-time.ts';

interface DueDigest {
  /** The period that the digest covers; null: none is due. */
  readonly period: { readonly from: number; readonly to: number } | null;
  readonly settledAt: number;
  readonly nextAt: number;
}

const missedAfterMs = 86_400_000;

/** @param settledAt null: there have been no digests. */
export function dueDigest(schedule: DigestSchedule, settledAt: number | null, nowMs: number): DueDigest {
  const nextAt = nextOccurrence(schedule, nowMs);
  // Later than the next one: the clock was ahead by far when it was written.
  if (settledAt === null || settledAt > nextAt) return { period: null, settledAt: nowMs, nextAt };
  const to = lastOccurrence(schedule, nowMs);
  if (to <= settledAt) return { period: null, settledAt, nextAt };
  const isMissed = nowMs - to >= missedAfterMs;
  return { period: isMissed ? null : { from: lastOccurrence(schedule, to - 1), to }, settledAt: to, nextAt };
}
