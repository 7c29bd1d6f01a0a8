/**
 * Which row of a channel is sent next: the oldest that is due, but what was never tried comes before what was, which may
 * be what the channel will never take. While the channel has just proved to work, what waits for a retry is due as well.
 */
import type { OutboxRepository, OutboxRow } from '../../store/store.ts';
import { longestStep } from './delivery-rules.ts';

export interface RowPicker {
  /** Null: nothing is due. */
  readonly next: (nowMs: number) => OutboxRow | null;
  /** The channel has just accepted a message, or is another now: retries need not wait. False: it has just not. */
  readonly setProven: (isProven: boolean) => void;
}

/** How many rows are looked through for one that goes before the oldest that is due. */
const lookAhead = 100;

export function openRowPicker(channelId: string, outbox: Pick<OutboxRepository, 'due'>): RowPicker {
  let isProven = false;

  function nextDue(nowMs: number): OutboxRow | null {
    const [oldest = null] = outbox.due(nowMs, 1, channelId);
    if (oldest === null || oldest.attempts === 0) return oldest;
    return outbox.due(nowMs, lookAhead, channelId).find(({ attempts }) => attempts === 0) ?? oldest;
  }

  function nextWaiting(nowMs: number): OutboxRow | null {
    const rows = outbox.due(nowMs + longestStep, lookAhead, channelId);
    return rows.find((row) => isDue(row, nowMs) || (row.attempts > 0 && !isHeld(row, nowMs))) ?? null;
  }

  return {
    next(nowMs) {
      if (!isProven) return nextDue(nowMs);
      const row = nextWaiting(nowMs);
      isProven = row !== null;
      return row;
    },
    setProven(next) {
      isProven = next;
    },
  };
}

function isDue({ nextAttemptAt }: OutboxRow, nowMs: number): boolean {
  return nextAttemptAt !== null && nextAttemptAt <= nowMs;
}

function isHeld({ heldUntil }: OutboxRow, nowMs: number): boolean {
  return heldUntil !== null && heldUntil > nowMs;
}
