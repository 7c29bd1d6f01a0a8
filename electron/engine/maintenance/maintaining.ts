/**
 * Puts monitors into maintenance and takes them out of it, as the windows say. It compares what is with what should be, so
 * a sleep of the computer, a restart or a clock that was set repeat and lose nothing: what was missed is made up for then.
 */
import { openAlarm } from '../calendar/alarm.ts';
import type { Clock, Logger } from '../ports.ts';
import type { Emit } from '../runtime/events.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { MaintenanceList } from './maintenance-list.ts';

export interface Maintaining {
  /** Windows, monitors or their tags have changed. */
  readonly review: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

interface MaintainingOptions {
  readonly maintenance: MaintenanceList;
  readonly registry: Pick<MonitorRegistry, 'all'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  /** @returns whether the monitor has changed. */
  readonly maintain: (entry: MonitorEntry, isCovered: boolean) => boolean;
}

const retryMs = 30_000;

export function openMaintaining(options: MaintainingOptions): Maintaining {
  const { maintenance, registry, clock, emit } = options;
  const alarm = openAlarm(clock, review);
  let isRunning = false;

  function review(): void {
    if (!isRunning) return;
    try {
      const nowMs = clock.now();
      const changed = registry
        .all()
        .filter((entry) => options.maintain(entry, maintenance.covers(entry.monitor, nowMs)));
      if (changed.length > 0) emit({ type: 'maintenance' });
      arm(maintenance.nextChangeAt(nowMs));
    } catch (error) {
      options.logger.error('maintenance could not be started or ended; this is tried again', { error });
      arm(clock.now() + retryMs);
    }
  }

  function arm(atMs: number): void {
    if (Number.isFinite(atMs)) alarm.set(atMs);
    else alarm.clear();
  }

  return {
    review,
    start() {
      isRunning = true;
      review();
    },
    stop() {
      isRunning = false;
      alarm.clear();
    },
  };
}
