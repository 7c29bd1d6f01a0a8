/**
 * The parts of the engine that keep history, on a clock of the past: roster, recorder and outbox are the program's own;
 * what is missing are those that look at the world and talk to it.
 */
import type { Logger } from '../../../electron/engine/ports.ts';
import { openDirectory } from '../../../electron/engine/alert/directory.ts';
import { openMuteList } from '../../../electron/engine/alert/mute-list.ts';
import { openOutbox } from '../../../electron/engine/alert/outbox.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { openRecorder, type Recorder } from '../../../electron/engine/watch/recorder.ts';
import { openRoster } from '../../../electron/engine/watch/roster.ts';
import type { Watched } from '../../../electron/engine/watch/watched.ts';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { deliverToNobody } from './past-delivery.ts';
import type { Random } from './random.ts';

export interface PastEngineOptions {
  readonly store: Store;
  readonly logger: Logger;
  readonly fromMs: number;
  readonly random: Random;
}

export interface PastEngine {
  readonly watched: readonly Watched[];
  readonly recorder: Recorder;
  /** From now on it is `atMs`; messages that wait are delivered on the way. */
  readonly advanceTo: (atMs: number) => Promise<void>;
  /** Nothing is left to be written or sent. */
  readonly close: () => Promise<void>;
}

export function openPastEngine({ store, logger, fromMs, random }: PastEngineOptions): PastEngine {
  const clock = manualClock(fromMs);
  const directory = openDirectory(store.channels.all(), store.rules.all());
  const roster = openRoster(directory, openMuteList([]));
  for (const record of store.monitors.all()) roster.add(record);
  const parts = { store, directory, clock, logger };
  const outbox = openOutbox({
    ...parts,
    findMonitor: roster.find,
    send: deliverToNobody(directory, clock, random),
    onAlert: () => undefined,
    onChannelHealth: () => undefined,
  });
  const recorder = openRecorder({
    ...parts,
    emit: () => undefined,
    onAlerts() {
      isWaiting = true;
      outbox.wake();
    },
    onChanged: () => undefined,
    onStoreError: rethrow,
    onStoreWorks: () => undefined,
  });
  /** A message is on its way: only then are timers run, since the checks in between are many. */
  let isWaiting = false;
  outbox.start();

  async function advanceTo(atMs: number): Promise<void> {
    if (!isWaiting) {
      clock.set(atMs);
      return;
    }
    await clock.advance(atMs - clock.now());
    isWaiting = store.outbox.nextDueAt() !== null;
  }

  return {
    watched: roster.all(),
    recorder,
    advanceTo,
    async close() {
      recorder.flush();
      // What is still on its way is given a time that does not count.
      await clock.advance(60_000);
      const stopped = outbox.stop();
      await clock.advance(5_000);
      await stopped;
    },
  };
}

function rethrow(error: unknown): never {
  throw error;
}
