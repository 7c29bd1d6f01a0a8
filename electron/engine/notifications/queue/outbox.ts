/**
 * Sends what is in the outbox, through one worker for each channel, so that a slow server delays no other. Rows are written
 * by whoever changes a monitor's state, in the same transaction; here they are sent, tried again, dropped or failed. A
 * row is sent at least once, and twice only where the program dies between the other side's yes and the writing of it.
 */
import type { Channel } from '../../../contract/channels/registry.ts';
import type { Clock, Logger } from '../../ports.ts';
import type { AlertRecord, AttemptRecord, HealthRecord, Store } from '../../store/store.ts';
import type { SendResult } from '../channels/channel.ts';
import type { SendToChannel } from '../channels/channel-sender.ts';
import type { DeliverySources } from './delivery.ts';
import { healthAfter } from './delivery-rules.ts';
import type { AlertConfig } from '../alert-config.ts';
import { openChannelWorker, type ChannelWorker } from './channel-worker.ts';
import { testMessage } from '../message.ts';

export interface OutboxOptions {
  readonly store: Store;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The monitor that a message is about, as it is now. */
  readonly findMonitor: DeliverySources['findMonitor'];
  /** The signal ends a sending that outlasts the program's stop. */
  readonly send: SendToChannel;
  readonly onAlert: (alert: AlertRecord) => void;
  readonly onChannelHealth: (channelId: string) => void;
}

/** Of a message that is in no outbox. */
export type TestRecord = Omit<AttemptRecord, 'at'>;

export interface Outbox {
  readonly start: () => void;
  /** After new rows were committed, or channels were edited. */
  readonly wake: () => void;
  /** Sends a test message now, past the queue. Success mends a broken channel, refusal breaks it. */
  readonly test: (channelId: string) => Promise<TestRecord>;
  /** Lets what is under way end, for at most two seconds. */
  readonly stop: () => Promise<void>;
}

const stopWaitMs = 2_000;

export function openOutbox(options: OutboxOptions): Outbox {
  const { store, alertConfig, clock } = options;
  const send = guarded(options);
  const workers = new Map<string, { readonly worker: ChannelWorker; readonly channel: Channel }>();
  const abort = new AbortController();
  let isRunning = false;

  function onHealth(channelId: string, health: HealthRecord): void {
    alertConfig.putHealth(channelId, health);
    options.onChannelHealth(channelId);
  }

  function wake(): void {
    if (!isRunning) return;
    const channels = alertConfig.channels();
    for (const channel of channels) {
      const known = workers.get(channel.id);
      const worker = known?.worker ?? openChannelWorker(channel.id, { ...options, send, onHealth, onNotices: wake });
      workers.set(channel.id, { worker, channel });
      if (known !== undefined && known.channel !== channel) worker.hurry();
      else worker.run();
    }
    dropWorkers(new Set(channels.map(({ id }) => id)));
  }

  function dropWorkers(present: ReadonlySet<string>): void {
    for (const [id, { worker }] of workers) {
      if (present.has(id)) continue;
      void worker.close();
      workers.delete(id);
    }
  }

  async function test(channelId: string): Promise<TestRecord> {
    const entry = alertConfig.find(channelId);
    if (entry === null) return { accepted: false, answer: { code: 'no-such-channel', facts: {} }, tookMs: 0 };
    const begin = clock.monotonic();
    const result = await send(channelId, testMessage(entry.channel, clock.now()), abort.signal);
    const tookMs = Math.round(clock.monotonic() - begin);
    noteTest(channelId, entry.channel, result);
    return { accepted: result.outcome === 'accepted', answer: result.answer, tookMs };
  }

  /** What a test says of a channel that was edited meanwhile is no longer about it. */
  function noteTest(channelId: string, channel: Channel, result: SendResult): void {
    const entry = alertConfig.find(channelId);
    if (abort.signal.aborted || entry?.channel !== channel) return;
    const health = healthAfter(entry.health, result, clock.now());
    store.channels.saveHealth(channelId, health);
    onHealth(channelId, health);
    if (result.outcome === 'accepted') workers.get(channelId)?.worker.hurry();
  }

  async function stop(): Promise<void> {
    isRunning = false;
    const closing = Array.from(workers.values(), ({ worker }) => worker.close());
    let cancel = (): void => undefined;
    const patience = new Promise<void>((resolve) => {
      cancel = clock.setTimer(stopWaitMs, resolve);
    });
    await Promise.race([Promise.all(closing), patience]);
    cancel();
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

/** The edge at which a bug in sending stops: the message waits for another try. */
function guarded({ send, logger }: OutboxOptions): OutboxOptions['send'] {
  return async (channelId, message, signal) => {
    try {
      return await send(channelId, message, signal);
    } catch (error) {
      logger.error('sending an alert failed in the program itself', { channelId, error });
      return { outcome: 'retry', answer: { code: 'send-crashed', facts: {} } };
    }
  };
}
