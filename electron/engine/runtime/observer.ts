/** The end of each observation's way: it is recorded, and events say what has changed. */
import type { Connection } from '../../contract/model/state.ts';
import type { Emit } from './events.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { Observation } from '../incidents/observation.ts';
import type { Recorder } from '../incidents/recorder.ts';
import type { MonitorRegistry } from './monitor-registry.ts';
import { overviewSummary, summarise } from './summaries.ts';
import type { WatchedMonitor } from './watched-monitor.ts';

/** Changes of the counts are gathered this long, so that a thousand monitors going down make one event. */
const overviewMs = 50;

export interface Observer {
  readonly observe: (watched: WatchedMonitor, observation: Observation) => void;
  /** The monitor's row is another. */
  readonly announce: (watched: WatchedMonitor) => void;
  readonly announceOverview: () => void;
  readonly stop: () => void;
}

export interface ObserverOptions {
  readonly registry: MonitorRegistry;
  readonly record: Recorder['record'];
  readonly clock: Clock;
  readonly emit: Emit;
  readonly dueAt: (id: string) => number | null;
  readonly connection: () => Connection;
}

export function openObserver({ registry, record, clock, emit, dueAt, connection }: ObserverOptions): Observer {
  let cancelTimer: Cancel | null = null;

  function announce(watched: WatchedMonitor): void {
    emit({ type: 'monitor', monitor: summarise(watched, dueAt(watched.monitor.id)) });
  }

  function announceOverview(): void {
    cancelTimer ??= clock.setTimer(overviewMs, () => {
      cancelTimer = null;
      emit({ type: 'overview', overview: overviewSummary(registry.all(), connection()) });
    });
  }

  return {
    observe(watched, observation) {
      const { state } = watched.tracking;
      const recorded = record(watched, observation);
      if (recorded === 'refused') return;
      const { id } = watched.monitor;
      const last = watched.recent.at(-1);
      if (recorded === 'changed') announce(watched);
      else if (observation.check !== null && last !== undefined) {
        emit({ type: 'check', monitorId: id, check: last, nextCheckAt: dueAt(id) });
      }
      if (watched.tracking.state !== state) announceOverview();
    },
    announce,
    announceOverview,
    stop: () => cancelTimer?.(),
  };
}
