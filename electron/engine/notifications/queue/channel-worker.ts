/**
 * One channel's part of the outbox, independent of all other channels: what is due is sent one message at a time, and a
 * message that is tried again holds up none behind it. Once the channel has accepted one message, all that wait are due.
 * Which row is next is in row-picker.ts, what becomes of it in delivery.ts, how it is sent and written in attempts.ts.
 */
import type { DeliveryAnswer } from '../../../contract/delivery-answer.ts';
import { openAlarm } from '../../calendar/alarm.ts';
import type { OutboxRow } from '../../store/store.ts';
import { openAttempts, type AttemptsOptions } from './attempts.ts';
import { openChannelRest } from './channel-rest.ts';
import { planDelivery, type DeliverySources, type Sending } from './delivery.ts';
import { longestHold, longestWait } from './delivery-rules.ts';
import { openRowPicker } from './row-picker.ts';

export interface ChannelWorkerOptions extends AttemptsOptions {
  readonly findMonitor: DeliverySources['findMonitor'];
}

export interface ChannelWorker {
  /** Sends what is due, now and whenever the next is due. */
  readonly run: () => void;
  /** Waiting for a retry has no more reason: the channel is another now, or has just proved to work. */
  readonly hurry: () => void;
  /** Begins no more; resolves when what is under way has been written. */
  readonly close: () => Promise<void>;
  /** After this nothing is written any more, whatever is still under way. */
  readonly abandon: () => void;
}

const errorPauseMs = 30_000;
/** So many rows are dropped or sent in one go before everything else in the program has its turn. */
const turnAfter = 20;

export function openChannelWorker(channelId: string, options: ChannelWorkerOptions): ChannelWorker {
  const { store, alertConfig, clock, logger, findMonitor, onAlert } = options;
  const picker = openRowPicker(channelId, store.outbox);
  const rest = openChannelRest(clock);
  const attempts = openAttempts(channelId, options);
  const alarm = openAlarm(clock, run);
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isClosed = false;

  function run(): void {
    if (isClosed) return;
    isWanted = running !== null;
    if (isWanted) return;
    alarm.clear();
    running = drain().finally(() => {
      running = null;
      if (isWanted) run();
    });
  }

  async function drain(): Promise<void> {
    try {
      if (!isClosed) clampDueTimes(clock.now());
      for (let count = 1; await next(); count += 1) if (count % turnAfter === 0) await turn();
      // One that was closed may have been abandoned, and its store be closed as well.
      if (!isClosed) armForNext();
    } catch (error) {
      logger.error('the outbox could not go on; it tries again', { channelId, error });
      if (!isClosed) alarm.set(clock.now() + errorPauseMs);
    }
  }

  /** What waits longer than anything may was written before the clock was set back. */
  function clampDueTimes(nowMs: number): void {
    const limits = { latestMs: nowMs + longestWait, latestHeldMs: nowMs + longestHold };
    store.outbox.clampDueTimes(channelId, limits, nowMs);
  }

  /** @returns whether there may be another. */
  async function next(): Promise<boolean> {
    attempts.write();
    const row = isClosed || rest.leftMs() > 0 ? null : picker.next(clock.now());
    if (row === null) return false;
    const delivery = planDelivery(row, { store, alertConfig, findMonitor, nowMs: clock.now() });
    switch (delivery.do) {
      case 'hold':
        for (const { id } of delivery.rows) onAlert(store.outbox.hold(id, delivery.untilMs));
        return true;
      case 'cancel':
        for (const { id } of delivery.rows) onAlert(store.outbox.setStatus(id, 'cancelled'));
        return true;
      case 'fail':
        fail(delivery.row, delivery.answer);
        return true;
      case 'send':
        await deliver(delivery);
        return true;
    }
  }

  function fail({ id }: OutboxRow, answer: DeliveryAnswer): void {
    const attempt = { at: clock.now(), tookMs: 0, accepted: false, answer };
    onAlert(store.outbox.recordAttempt(id, attempt, { status: 'failed', nextAttemptAt: null }));
  }

  async function deliver(sending: Sending): Promise<void> {
    for (const { id } of sending.merges) onAlert(store.outbox.setStatus(id, 'merged'));
    const result = await attempts.make(sending);
    picker.setProven(result === null || result.outcome === 'accepted');
    if (result !== null) rest.after(result);
    attempts.write();
  }

  function armForNext(): void {
    const dueAt = store.outbox.nextDueAt(channelId);
    if (dueAt !== null) alarm.set(Math.max(dueAt, clock.now() + rest.leftMs()));
  }

  return {
    run,
    hurry() {
      picker.setProven(true);
      rest.end();
      run();
    },
    async close() {
      isClosed = true;
      alarm.clear();
      await running;
      if (attempts.isUnwritten()) await drain();
    },
    abandon: attempts.abandon,
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
