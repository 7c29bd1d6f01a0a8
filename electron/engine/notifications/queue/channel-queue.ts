/**
 * The pending rows of one channel: row-picker.ts selects the next one, combined-delivery.ts plans it with those that
 * leave together with it, and attempts.ts sends the message and records the outcome, within the pace of the service, the
 * limits of grouping.ts and the pauses after failures.
 */
import type { DeliveryAnswer } from '../../../contract/delivery-answer.ts';
import type { AlertRecord, HealthRecord, OutboxRow } from '../../store/store.ts';
import { paceOf } from '../channels/registry.ts';
import { openAttempts, type Attempts, type AttemptsOptions } from './attempts.ts';
import { hasDelivered, isDelivering, silentHealth } from './channel-health.ts';
import { openChannelRest } from './channel-rest.ts';
import { planDeliveries } from './combined-delivery.ts';
import type { Delivery, Sending } from './delivery.ts';
import { longestHold, longestWait } from './delivery-rules.ts';
import { isUrgent, openGrouping } from './grouping.ts';
import { writeHealth } from './health-change.ts';
import { isOfOneMessage } from './outcome.ts';
import { openPacer } from './pacer.ts';
import { openRowPicker } from './row-picker.ts';
import { openSilence } from './silence.ts';

export interface ChannelQueueOptions extends AttemptsOptions {
  /** While this computer is offline, silence says nothing about a channel. */
  readonly isOnline: () => boolean;
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
  readonly attempts: Attempts;
}

/** While this computer is offline, silence is reviewed again after this long. */
const offlinePauseMs = 60_000;

export function openChannelQueue(channelId: string, options: ChannelQueueOptions): ChannelQueue {
  const { store, alertConfig, clock, findMonitor, onAlert } = options;
  const { outbox } = store;
  const grouping = openGrouping({ ...options, channel: () => alertConfig.find(channelId)?.channel ?? null });
  const picker = openRowPicker(channelId, outbox, grouping);
  const rest = openChannelRest(clock);
  const pacer = openPacer(clock);
  const silence = openSilence(clock, (alertConfig.find(channelId)?.health.refusals ?? 0) > 0);
  const attempts = openAttempts(channelId, options);

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

  /** Null: it is disabled, or its trouble has been reported. */
  function unreportedHealth(): HealthRecord | null {
    const entry = alertConfig.find(channelId);
    return entry?.channel.enabled === true && isDelivering(entry.health) ? entry.health : null;
  }

  function reviewAt(isPending: boolean): number {
    const health = unreportedHealth();
    if (health === null || (!isPending && health.refusals === 0)) return Infinity;
    const leftMs = silence.leftMs();
    return clock.now() + (leftMs > 0 ? leftMs : offlinePauseMs);
  }

  async function deliver(sending: Sending): Promise<void> {
    for (const { id } of sending.merges) onAlert(outbox.setStatus(id, 'merged'));
    pacer.spend(paceOf(sending.channel));
    const result = await attempts.make(sending);
    if (result === null || hasDelivered(result)) picker.noteAccepted();
    if (result !== null && result.outcome !== 'accepted') picker.noteFailed(sending.rows.map(({ id }) => id));
    if (result !== null && hasDelivered(result)) grouping.noteAccepted(sending);
    if (result !== null && isOfOneMessage(result)) grouping.noteRejected(sending);
    if (result !== null) {
      rest.after(result);
      silence.after(result);
    }
    attempts.write();
  }

  async function carryOut(delivery: Delivery): Promise<void> {
    switch (delivery.do) {
      case 'hold':
        for (const { id } of delivery.rows) onAlert(outbox.hold(id, delivery.untilMs));
        picker.refresh();
        return;
      case 'cancel':
        for (const { id } of delivery.rows) onAlert(outbox.setStatus(id, 'cancelled'));
        return;
      case 'fail':
        onAlert(failUnsent(delivery.row, delivery.answer, options));
        return;
      case 'send':
        return deliver(delivery);
    }
  }

  return {
    attempts,
    refresh: () => picker.refresh(),
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
      for (const delivery of planDeliveries(row, others, { store, alertConfig, findMonitor, nowMs })) {
        await carryOut(delivery);
      }
      return true;
    },
    reviewSilence() {
      const before = unreportedHealth();
      if (before === null || silence.leftMs() > 0 || !options.isOnline()) return;
      const row = picker.retrying();
      if (row === null && before.refusals === 0) return;
      const after = silentHealth(before, { isRetrying: row !== null });
      const change = { channelId, before, after, row, nowMs: clock.now() };
      const effects = store.transaction(() => writeHealth(change, options));
      options.onHealth(channelId, effects);
    },
    wakeAt() {
      const isPending = outbox.nextDueAt(channelId) !== null;
      const at = Math.min(isPending ? sendAt() : Infinity, reviewAt(isPending));
      return Number.isFinite(at) ? at : null;
    },
    isPacing: () => paceMs() > 0 && rest.leftMs() <= 0,
  };
}

function failUnsent(
  { id }: OutboxRow,
  answer: DeliveryAnswer,
  { store, clock }: Pick<ChannelQueueOptions, 'store' | 'clock'>,
): AlertRecord {
  const attempt = { at: clock.now(), tookMs: 0, accepted: false, answer };
  return store.outbox.recordAttempt(id, attempt, { status: 'failed', nextAttemptAt: null });
}

/** Rows that wait longer than any delay were written before the clock was set back. */
export function clampDueTimes(
  channelId: string,
  { outbox }: Pick<ChannelQueueOptions['store'], 'outbox'>,
  nowMs: number,
): void {
  outbox.clampDueTimes(channelId, { latestMs: nowMs + longestWait, latestHeldMs: nowMs + longestHold }, nowMs);
}
