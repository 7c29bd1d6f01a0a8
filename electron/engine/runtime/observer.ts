/** Records each observation and emits events for what has changed. */
import type { Connection } from '../../contract/model/state.ts';
import type { Emit } from './events.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { Observation } from '../incidents/observation.ts';
import type { Recorded, Recorder } from '../incidents/recorder.ts';
import type { MonitorRegistry } from './monitor-registry.ts';
import { overviewSummary, summarise } from './summaries.ts';
import type { MonitorEntry } from './monitor-entry.ts';

/** Changes of the counts are collected this long, so that a thousand monitors going down emit one event. */
const overviewMs = 50;

export interface Observer {
  readonly observe: (entry: MonitorEntry, observation: Observation) => Recorded;
  /** One after the other. @returns those that could not be recorded, by a bug. */
  readonly observeAll: Recorder['recordAll'];
  /** The monitor's row has changed. */
  readonly announce: (entry: MonitorEntry) => void;
  readonly announceOverview: () => void;
  readonly stop: () => void;
}

export interface ObserverOptions {
  readonly registry: MonitorRegistry;
  readonly recorder: Pick<Recorder, 'record' | 'recordAll'>;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly dueAt: (id: string) => number | null;
  readonly connection: () => Connection;
}

export function openObserver({ registry, recorder, clock, emit, dueAt, connection }: ObserverOptions): Observer {
  let cancelTimer: Cancel | null = null;

  function announce(entry: MonitorEntry): void {
    const { id } = entry.monitor;
    const monitor = summarise(entry, { nextCheckAt: dueAt(id), behind: registry.behind(id) });
    emit({ type: 'monitor', monitor });
  }

  function announceOverview(): void {
    cancelTimer ??= clock.setTimer(overviewMs, () => {
      cancelTimer = null;
      emit({ type: 'overview', overview: overviewSummary(registry.all(), connection()) });
    });
  }

  return {
    observe(entry, observation) {
      const { state } = entry.tracking;
      const recorded = recorder.record(entry, observation);
      if (recorded === 'failed') return recorded;
      const { id } = entry.monitor;
      if (recorded === 'changed') announce(entry);
      else if (observation.check !== null) {
        const { at, verdict, responseTime } = observation.check;
        const figure = entry.figure === null ? {} : { figure: entry.figure };
        emit({ type: 'check', monitorId: id, check: { at, verdict, responseTime }, ...figure, nextCheckAt: dueAt(id) });
      }
      if (entry.tracking.state !== state) announceOverview();
      return recorded;
    },
    observeAll(pending) {
      const states = new Map(pending.map(({ entry }) => [entry, entry.tracking.state]));
      const failed = recorder.recordAll(pending);
      const recorded = new Set(pending.flatMap((one) => (failed.has(one) ? [] : [one.entry])));
      for (const entry of recorded) {
        announce(entry);
        if (entry.tracking.state !== states.get(entry)) announceOverview();
      }
      return failed;
    },
    announce,
    announceOverview,
    stop: () => cancelTimer?.(),
  };
}
