/**
 * One channel's part of the outbox: what is due, oldest first and one at a time, independent of all other channels. A
 * message that is tried again holds up none behind it. A channel that fails rests a little longer each time,
 * never more than a minute; once it has taken one message, all that wait are due. What came of a message is written
 * before the next is begun; where the disk will not have it, it is kept and written later, and never sent again.
 */
import type { Alert, ChannelHealth } from '../../../contract/model/alert.ts';
import type { Cancel, Clock, Logger } from '../../ports.ts';
import type { OutboxRow, Store } from '../../store/store.ts';
import type { Message, SendResult } from '../channels/channel.ts';
import { planDelivery, type Delivery, type DeliverySources } from './delivery.ts';
import { longestHold, longestStep, longestWait } from './delivery-rules.ts';
import type { AlertConfig } from '../alert-config.ts';
import { writeOutcome, type Outcome } from './outcome.ts';

export interface ChannelWorkerOptions {
  readonly store: Store;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly findMonitor: DeliverySources['findMonitor'];
  /** Never throws. */
  readonly send: (channelId: string, message: Message, signal: AbortSignal) => Promise<SendResult>;
  readonly onAlert: (alert: Alert) => void;
  readonly onHealth: (channelId: string, health: ChannelHealth) => void;
  /** Rows were added for other channels. */
  readonly onNotices: () => void;
}

export interface ChannelWorker {
  /** Looks for due messages, now and whenever the next is due. */
  readonly run: () => void;
  /** Waiting for another try has no more reason: the channel is another now, or has just proved to work. */
  readonly hurry: () => void;
  /** Begins no more; resolves when what is under way has been written. */
  readonly close: () => Promise<void>;
  /** After this nothing is written any more, whatever is still under way. */
  readonly abandon: () => void;
}

type Sending = Extract<Delivery, { do: 'send' }>;

/** How many rows are looked through for one that goes before the oldest that is due. */
const lookAhead = 100;
/** Timers run by monotonic time, rows by the wall clock: so look again at least this often. */
const longestWaitMs = 60_000;
const faultPauseMs = 30_000;
const restStepMs = 5_000;
const longestRestMs = 60_000;
/** So many rows are dropped or sent in one go before everything else in the program has its turn. */
const turnAfter = 20;

export function openChannelWorker(channelId: string, options: ChannelWorkerOptions): ChannelWorker {
  const { store, alertConfig, clock, logger } = options;
  const abort = new AbortController();
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isClosed = false;
  let cancelTimer: Cancel = () => undefined;
  let failuresInARow = 0;
  /** Monotonic: nothing is sent before it. */
  let restsUntil = 0;
  let isProven = false;
  let unwritten: Outcome | null = null;

  function run(): void {
    if (isClosed) return;
    isWanted = running !== null;
    if (isWanted) return;
    cancelTimer();
    running = drain().finally(() => {
      running = null;
      if (isWanted) run();
    });
  }

  async function drain(): Promise<void> {
    try {
      if (!isClosed) clampDueTimes(clock.now());
      for (let count = 1; await next(); count += 1) if (count % turnAfter === 0) await turn();
      arm(waitMs());
    } catch (error) {
      logger.error('the outbox could not go on; it tries again', { channelId, error });
      arm(faultPauseMs);
    }
  }

  /** What waits longer than anything may was written before the clock was set back. */
  function clampDueTimes(nowMs: number): void {
    const limits = { latestMs: nowMs + longestWait, latestHeldMs: nowMs + longestHold };
    store.outbox.clampDueTimes(channelId, limits, nowMs);
  }

  /** @returns whether there may be another. */
  async function next(): Promise<boolean> {
    write();
    const row = isClosed || clock.monotonic() < restsUntil ? null : pick(clock.now());
    if (row === null) return false;
    const { findMonitor } = options;
    const delivery = planDelivery(row, { store, alertConfig, findMonitor, nowMs: clock.now() });
    switch (delivery.do) {
      case 'hold':
        for (const { id } of delivery.rows) options.onAlert(store.outbox.hold(id, delivery.untilMs));
        return true;
      case 'cancel':
        for (const { id } of delivery.rows) options.onAlert(store.outbox.setStatus(id, 'cancelled'));
        return true;
      case 'fail':
        fail(delivery.row, delivery.reason);
        return true;
      case 'send':
        await deliver(delivery);
        return true;
    }
  }

  /** Oldest first; what was never tried before what was, which may be what the channel will never take. */
  function pick(nowMs: number): OutboxRow | null {
    if (isProven) return pickWaiting(nowMs);
    const [oldest = null] = store.outbox.due(nowMs, 1, channelId);
    if (oldest === null || oldest.attempts === 0) return oldest;
    return store.outbox.due(nowMs, lookAhead, channelId).find(({ attempts }) => attempts === 0) ?? oldest;
  }

  /** The channel works: what waits to be tried again is due as well. */
  function pickWaiting(nowMs: number): OutboxRow | null {
    const isDue = ({ nextAttemptAt }: OutboxRow): boolean => nextAttemptAt !== null && nextAttemptAt <= nowMs;
    const isHeld = ({ heldUntil }: OutboxRow): boolean => heldUntil !== null && heldUntil > nowMs;
    const rows = store.outbox.due(nowMs + longestStep, lookAhead, channelId);
    const row = rows.find((one) => isDue(one) || (one.attempts > 0 && !isHeld(one))) ?? null;
    isProven = row !== null;
    return row;
  }

  async function deliver({ rows, channel, message, merges }: Sending): Promise<void> {
    for (const { id } of merges) options.onAlert(store.outbox.setStatus(id, 'merged'));
    const atMs = clock.now();
    const begin = clock.monotonic();
    const result = await options.send(channelId, message, abort.signal);
    unwritten = { rows, channel, result, atMs, tookMs: Math.round(clock.monotonic() - begin) };
    logger.info('an alert was handed to its channel', {
      channelId,
      alertIds: rows.map(({ id }) => id),
      outcome: result.outcome,
      answer: result.answer,
    });
    const isEdited = alertConfig.find(channelId)?.channel !== channel;
    isProven = isEdited || result.outcome === 'accepted';
    if (!isEdited) rest(result);
    write();
  }

  function rest(result: SendResult): void {
    failuresInARow = result.outcome === 'retry' ? failuresInARow + 1 : 0;
    if (result.outcome !== 'retry') return;
    const own = Math.min(failuresInARow * restStepMs, longestRestMs);
    restsUntil = clock.monotonic() + Math.max(own, result.retryAfterMs ?? 0);
  }

  function write(): void {
    if (unwritten === null || abort.signal.aborted) return;
    const { alerts, health, notices } = writeOutcome(unwritten, store, alertConfig);
    unwritten = null;
    if (health !== null) options.onHealth(channelId, health);
    for (const alert of alerts) options.onAlert(alert);
    if (notices > 0) options.onNotices();
  }

  function fail(row: OutboxRow, reason: string): void {
    const attempt = { at: clock.now(), tookMs: 0, accepted: false, answer: reason };
    options.onAlert(store.outbox.recordAttempt(row.id, attempt, { status: 'failed', nextAttemptAt: null }));
  }

  /** Null: nothing waits. */
  function waitMs(): number | null {
    // A closed worker may have been abandoned, and its store be closed as well.
    const dueAt = isClosed ? null : store.outbox.nextDueAt(channelId);
    return dueAt === null ? null : Math.max(dueAt - clock.now(), restsUntil - clock.monotonic(), 1);
  }

  function arm(delayMs: number | null): void {
    if (isClosed || delayMs === null) return;
    cancelTimer = clock.setTimer(Math.min(delayMs, longestWaitMs), run);
  }

  return {
    run,
    hurry() {
      isProven = true;
      failuresInARow = 0;
      restsUntil = 0;
      run();
    },
    async close() {
      isClosed = true;
      cancelTimer();
      await running;
      if (unwritten !== null) await drain();
    },
    abandon: () => abort.abort(),
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
