/**
 * Sends what is in the outbox, with one worker per channel, so that a slow server delays no other channel. Rows are added
 * in the transaction that changes a monitor; here they are sent, retried, cancelled or failed. A row is sent at least
 * once, and twice only if the program dies between its acceptance and the recording of it.
 */
import type { Channel } from '../../../contract/channels/registry.ts';
import type { Incident } from '../../../contract/model/history.ts';
import type { Clock, Logger } from '../../ports.ts';
import type { JournaledStore } from '../../recording/journaled-store.ts';
import type { SendResult } from '../channels/channel.ts';
import type { SendToChannel } from '../channels/channel-sender.ts';
import type { DeliverySources } from './delivery.ts';
import { healthAfter } from './channel-health.ts';
import { writeHealth, type HealthEffects } from './health-change.ts';
import type { AlertConfig } from '../alert-config.ts';
import { openChannelWorker, type ChannelWorker } from './channel-worker.ts';
import { testMessage } from '../message.ts';
import type { ChannelNotification } from '../payload.ts';
import type { AlertRecord, AttemptRecord } from '../../store/outbox-repository.ts';

export interface OutboxOptions {
  readonly store: JournaledStore;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of the back-off: 0 to 1. */
  readonly jitter: () => number;
  /** The current state of the monitor that a message is about. */
  readonly findMonitor: DeliverySources['findMonitor'];
  readonly behind: DeliverySources['behind'];
  /** An incident is not reported, because another one has caused it. */
  readonly onCaused: (incident: Incident) => void;
  readonly send: SendToChannel;
  readonly onAlert: (alert: AlertRecord) => void;
  readonly onChannelHealth: (channelId: string) => void;
  /** No other channel can report this one. */
  readonly onUnreported: (notification: ChannelNotification) => void;
  /** While this computer is offline, silence says nothing about a channel. */
  readonly isOnline: () => boolean;
  /** How long messages wait for others to join; 0: not at all. */
  readonly groupWaitMs: () => number;
}

/** The result of a message that is not in the outbox. */
export type TestRecord = Omit<AttemptRecord, 'at'>;

export interface Outbox {
  readonly start: () => void;
  /** New rows were committed, or channels were edited. */
  readonly wake: () => void;
  /** Sends a test message now, bypassing the queue. Its result changes the health of the channel. */
  readonly test: (channelId: string) => Promise<TestRecord>;
  /** Waits at most two seconds for what is under way. */
  readonly stop: () => Promise<void>;
}

const stopWaitMs = 2_000;

type Workers = Map<string, { readonly worker: ChannelWorker; readonly channel: Channel }>;

export function openOutbox(options: OutboxOptions): Outbox {
  const { store, alertConfig, clock } = options;
  const send = guarded(options);
  const workers: Workers = new Map();
  const abort = new AbortController();
  let isRunning = false;

  function onHealth(channelId: string, { health, alerts, notices, unreported }: HealthEffects): void {
    alertConfig.putHealth(channelId, health);
    options.onChannelHealth(channelId);
    for (const alert of alerts) options.onAlert(alert);
    // Also for rows of this channel that are pending again.
    if (notices > 0 || alerts.length > 0) wake();
    if (unreported !== null) options.onUnreported(unreported);
  }

  function wake(): void {
    if (!isRunning) return;
    const channels = alertConfig.channels();
    for (const channel of channels) {
      const known = workers.get(channel.id);
      const worker = known?.worker ?? openChannelWorker(channel.id, { ...options, send, onHealth });
      workers.set(channel.id, { worker, channel });
      if (known !== undefined && known.channel !== channel) worker.hurry();
      else worker.run();
    }
    dropOthers(workers, new Set(channels.map(({ id }) => id)));
  }

  async function test(channelId: string): Promise<TestRecord> {
    const entry = alertConfig.find(channelId);
    if (entry === null) return { accepted: false, answer: { code: 'no-such-channel', facts: {} }, tookMs: 0 };
    const begin = clock.monotonic();
    const atMs = clock.now();
    const onRequest = workers.get(channelId)?.worker.beginTest();
    const attempt = { signal: abort.signal, onRequest };
    const result = await send(channelId, testMessage(entry.channel, atMs), attempt);
    const tookMs = Math.round(clock.monotonic() - begin);
    noteTest(entry.channel, result, atMs);
    return { accepted: result.outcome === 'accepted', answer: result.answer, tookMs };
  }

  function noteTest(channel: Channel, result: SendResult, atMs: number): void {
    const { id: channelId } = channel;
    const entry = alertConfig.find(channelId);
    // The result says nothing about a channel that was edited meanwhile.
    if (abort.signal.aborted || entry?.channel !== channel) return;
    const nowMs = clock.now();
    const after = healthAfter(entry.health, { result, atMs, endedAtMs: nowMs, hasGivenUp: false });
    const change = { channelId, before: entry.health, after, row: null, isSeen: true, nowMs };
    const effects = store.transaction(() => writeHealth(change, options));
    onHealth(channelId, effects);
    if (result.outcome === 'accepted') workers.get(channelId)?.worker.hurry();
  }

  async function stop(): Promise<void> {
    isRunning = false;
    const closing = Array.from(workers.values(), ({ worker }) => worker.close());
    await atMost(stopWaitMs, clock, Promise.all(closing));
    for (const { worker } of workers.values()) worker.abandon();
    abort.abort();
  }

  return {
    start() {
      isRunning = true;
      wake();
    },
    wake,
    test,
    stop,
  };
}

function dropOthers(workers: Workers, present: ReadonlySet<string>): void {
  for (const [id, { worker }] of workers) {
    if (present.has(id)) continue;
    void worker.close();
    workers.delete(id);
  }
}

/** Waits for the work, but no longer than that. */
async function atMost(ms: number, clock: Clock, work: Promise<unknown>): Promise<void> {
  let cancel = (): void => undefined;
  const patience = new Promise<void>((resolve) => {
    cancel = clock.setTimer(ms, resolve);
  });
  await Promise.race([work, patience]);
  cancel();
}

/** A bug in sending stops here: the message is retried. */
function guarded({ send, logger }: OutboxOptions): OutboxOptions['send'] {
  return async (channelId, message, attempt) => {
    try {
      return await send(channelId, message, attempt);
    } catch (error) {
      logger.error('sending an alert failed in the program itself', { channelId, error });
      return { outcome: 'retry', answer: { code: 'send-crashed', facts: {} } };
    }
  };
}
