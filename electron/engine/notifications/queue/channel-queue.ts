/**
 * The pending rows of one channel: row-picker.ts selects the next one, combined-delivery.ts plans it with those that
 * leave together with it, and carrying-out.ts sends the message, within the pace of the service, the limits of
 * grouping.ts and the pauses after failures.
 */
import { paceOf } from '../channels/registry.ts';
import { openAttempts, type Attempts } from './attempts.ts';
import { openCarryingOut, type CarryingOutOptions } from './carrying-out.ts';
import { openChannelRest } from './channel-rest.ts';
import { planDeliveries } from './combined-delivery.ts';
import type { DeliverySources } from './delivery.ts';
import { longestHold, longestWait } from './delivery-rules.ts';
import { isUrgent, openGrouping } from './grouping.ts';
import { openPacer } from './pacer.ts';
import { openRowPicker } from './row-picker.ts';
import { openSilence } from './silence.ts';
import { openSilenceReview, type SilenceReviewOptions } from './silence-review.ts';

export interface ChannelQueueOptions extends CarryingOutOptions, SilenceReviewOptions {
  readonly store: CarryingOutOptions['store'];
  readonly behind: DeliverySources['behind'];
  /** How long messages wait for others to join; 0: not at all. */
  readonly groupWaitMs: () => number;
}

export interface ChannelQueue {
  /** Handles the next row that is due. @returns whether there may be another. */
  readonly next: () => Promise<boolean>;
  /** Rows were added or changed. */
  readonly refresh: () => void;
  /** The channel was edited, or has just proved to work: nothing waits for a retry any longer. */
  readonly hurry: () => void;
  /** Reports a channel that has accepted nothing for too long. Throws if the store rejects it. */
  readonly reviewSilence: () => void;
  /** When to call `next` or `reviewSilence` again; null: there is nothing to do. */
  readonly wakeAt: () => number | null;
  /** Whether only the pace of the service delays the next message. */
  readonly isPacing: () => boolean;
  /** A message is sent by hand. @returns to be called for each of its requests. */
  readonly beginTest: () => () => void;
  readonly attempts: Attempts;
}

export function openChannelQueue(channelId: string, options: ChannelQueueOptions): ChannelQueue {
  const { store, alertConfig, clock, findMonitor, behind } = options;
  const { outbox } = store;
  const grouping = openGrouping({ ...options, channel: () => alertConfig.find(channelId)?.channel ?? null });
  const picker = openRowPicker(channelId, { outbox, grouping, clock });
  const rest = openChannelRest(clock);
  const pacer = openPacer(clock);
  const silence = openSilence(clock, (alertConfig.find(channelId)?.health.refusals ?? 0) > 0);
  const attempts = openAttempts(channelId, options);
  const silenceReview = openSilenceReview(channelId, options, { silence, picker });
  const beginTest = (): (() => void) => {
    const entry = alertConfig.find(channelId);
    return entry === null ? () => undefined : pacer.begin(paceOf(entry.channel));
  };
  const carryOut = openCarryingOut(options, { attempts, grouping, picker, rest, pacer, silence });

  function paceMs(): number {
    const entry = alertConfig.find(channelId);
    return entry === null ? 0 : pacer.leftMs(paceOf(entry.channel));
  }

  /** After a failure, or for the pace of the service. */
  function pauseMs(): number {
    return Math.max(rest.leftMs(), paceMs());
  }

  /** When the next message may be sent. */
  function sendAt(): number {
    const nowMs = clock.now();
    const leavesAt = picker.hasNext(nowMs) ? nowMs + grouping.capLeftMs() : Infinity;
    return Math.max(nowMs + pauseMs(), Math.min(leavesAt, picker.nextAt(nowMs)));
  }

  return {
    attempts,
    beginTest,
    refresh: () => picker.noteAdded(),
    hurry() {
      picker.noteAccepted();
      picker.refresh();
      rest.end();
      silence.end();
    },
    async next() {
      attempts.write();
      if (pauseMs() > 0) return false;
      const nowMs = clock.now();
      const row = picker.next(nowMs, grouping.capLeftMs() > 0 ? isUrgent : undefined);
      if (row === null) return false;
      const others = row.heldUntil === null ? picker.others(grouping.most() - 1) : [];
      for (const delivery of planDeliveries(row, others, { store, alertConfig, findMonitor, behind, nowMs })) {
        await carryOut(delivery);
      }
      return true;
    },
    reviewSilence: () => silenceReview.review(),
    wakeAt() {
      const isPending = outbox.nextDueAt(channelId) !== null;
      const at = Math.min(isPending ? sendAt() : Infinity, silenceReview.at(isPending));
      return Number.isFinite(at) ? at : null;
    },
    isPacing: () => paceMs() > 0 && rest.leftMs() <= 0,
  };
}

/** Rows that wait longer than any delay were written before the clock was set back. */
export function clampDueTimes(
  channelId: string,
  { outbox }: Pick<ChannelQueueOptions['store'], 'outbox'>,
  nowMs: number,
): void {
  outbox.clampDueTimes(channelId, { latestMs: nowMs + longestWait, latestHeldMs: nowMs + longestHold }, nowMs);
}
