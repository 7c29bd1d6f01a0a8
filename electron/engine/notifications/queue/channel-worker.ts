/**
 * Works through the queue of one channel (channel-queue.ts) whenever something is due, independently of all other
 * channels. It gives way to the rest of the program between batches, and tries again after an error of the store.
 */
import { openAlarm } from '../../calendar/alarm.ts';
import { clampDueTimes, openChannelQueue, type ChannelQueueOptions } from './channel-queue.ts';

type ChannelWorkerOptions = ChannelQueueOptions;

export interface ChannelWorker {
  /** Rows were added or changed: sends what is due, now and later. */
  readonly run: () => void;
  /** The channel was edited, or has just proved to work: nothing waits for a retry any longer. */
  readonly hurry: () => void;
  /** See ChannelQueue. */
  readonly beginTest: () => () => void;
  /** Starts nothing more; resolves when what is under way is recorded. */
  readonly close: () => Promise<void>;
  /** Nothing is recorded after this, whatever is still under way. */
  readonly abandon: () => void;
}

const errorPauseMs = 30_000;
/** After so many rows the rest of the program gets a turn. */
const turnAfter = 20;

export function openChannelWorker(channelId: string, options: ChannelWorkerOptions): ChannelWorker {
  const { store, clock, logger } = options;
  const queue = openChannelQueue(channelId, options);
  const alarm = openAlarm(clock, () => {
    if (!queue.isPacing()) queue.refresh();
    drainSoon();
  });
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isClosed = false;

  function drainSoon(): void {
    if (isClosed) return;
    isWanted = running !== null;
    if (isWanted) return;
    alarm.clear();
    running = drain().finally(() => {
      running = null;
      if (isWanted) drainSoon();
    });
  }

  async function drain(): Promise<void> {
    try {
      if (!isClosed) clampDueTimes(channelId, store, clock.now());
      for (let count = 1; await step(); count += 1) if (count % turnAfter === 0) await turn();
      // A closed worker may have been abandoned, with its store closed.
      if (isClosed) return;
      queue.reviewSilence();
      const at = queue.wakeAt();
      if (at !== null) alarm.set(at);
    } catch (error) {
      logger.error('the outbox could not continue; it tries again', { channelId, error });
      if (!isClosed) alarm.set(clock.now() + errorPauseMs);
    }
  }

  /** After closing, only the outcome of the last attempt is recorded. */
  async function step(): Promise<boolean> {
    if (!isClosed) return queue.next();
    queue.attempts.write();
    return false;
  }

  function run(): void {
    queue.refresh();
    drainSoon();
  }

  return {
    run,
    beginTest: queue.beginTest,
    hurry() {
      queue.hurry();
      run();
    },
    async close() {
      isClosed = true;
      alarm.clear();
      await running;
      if (queue.attempts.isUnwritten()) await drain();
    },
    abandon: queue.attempts.abandon,
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
