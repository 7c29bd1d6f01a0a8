/**
 * The parts of the engine that keep history, on a clock of the past: registry, recorder and outbox are the program's own;
 * what is missing are those that look at the world and talk to it.
 */
import type { Logger } from '../../../electron/engine/ports.ts';
import { openAlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import { openMuteList } from '../../../electron/engine/notifications/mute-list.ts';
import { openOutbox } from '../../../electron/engine/notifications/queue/outbox.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { openRecorder, type Recorder } from '../../../electron/engine/incidents/recorder.ts';
import { openMonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
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
  readonly entries: readonly MonitorEntry[];
  readonly recorder: Recorder;
  /** From now on it is `atMs`; messages that wait are delivered on the way. */
  readonly advanceTo: (atMs: number) => Promise<void>;
  /** Nothing is left to be written or sent. */
  readonly close: () => Promise<void>;
}

export function openPastEngine({ store, logger, fromMs, random }: PastEngineOptions): PastEngine {
  const clock = manualClock(fromMs);
  const alertConfig = openAlertConfig(store.channels.all(), store.rules.all());
  const registry = openMonitorRegistry(alertConfig, openMuteList([]));
  for (const record of store.monitors.all()) registry.add(record);
  const parts = { store, alertConfig, clock, logger };
  const outbox = openOutbox({
    ...parts,
    findMonitor: registry.find,
    send: deliverToNobody(alertConfig, clock, random),
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
    entries: registry.all(),
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
