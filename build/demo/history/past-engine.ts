/**
 * The parts of the engine that keep history, on a clock of the past: registry, recorder and outbox are the program's
 * own; the parts that probe and send are missing.
 */
import type { LogContext, Logger } from '../../../electron/engine/ports.ts';
import { openAlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import { openMuteList } from '../../../electron/engine/notifications/mute-list.ts';
import { openOutbox } from '../../../electron/engine/notifications/queue/outbox.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { openRecorder, type Recorder } from '../../../electron/engine/incidents/recorder.ts';
import { openMonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { simulateDelivery } from './past-delivery.ts';
import type { Random } from './random.ts';

interface PastEngineOptions {
  readonly store: Store;
  readonly logger: Logger;
  readonly fromMs: number;
  readonly random: Random;
}

export interface PastEngine {
  readonly entries: readonly MonitorEntry[];
  readonly recorder: Recorder;
  /** Advances the clock to `atMs`, delivering pending notifications on the way. */
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
    behind: registry.behind,
    onCaused: () => undefined,
    send: simulateDelivery(alertConfig, clock, random),
    onAlert: () => undefined,
    onChannelHealth: () => undefined,
    onUnreported: () => undefined,
    isOnline: () => true,
    groupWaitMs: () => 0,
    jitter: () => 0,
  });
  const recorder = openRecorder({
    ...parts,
    emit: () => undefined,
    flapAfter: () => 0,
    onAlerts() {
      isWaiting = true;
      outbox.wake();
    },
    logger: { ...logger, error: fail },
  });
  /** A notification is pending: timers run only then, since there are many checks in between. */
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
      // Whatever is still pending gets a time that does not count.
      await clock.advance(60_000);
      const stopped = outbox.stop();
      await clock.advance(5_000);
      await stopped;
    },
  };
}

/** A past with holes is of no use. */
function fail(message: string, context: LogContext = {}): never {
  throw new Error(message, { cause: context['error'] });
}
