/** When each monitor is observed: from the start of the program on, after an edit, and after maintenance. */
import { isProbed, isProbedKind, type Monitor } from '../../contract/monitors/registry.ts';
import type { Clock } from '../ports.ts';
import { startOffset } from '../schedule/cadence.ts';
import { editStep } from './edit-step.ts';
import { maintenanceStep } from './maintenance-step.ts';
import type { MonitorEntry } from './monitor-entry.ts';
import type { Observing } from './observing.ts';

export interface Scheduling {
  /** After a start; `aliveAt`: when the program last ran. */
  readonly begin: (entry: MonitorEntry, aliveAt: number | null) => void;
  /** After a monitor was added, or edited from `before`: updates its state, and observes it at once. */
  readonly update: (entry: MonitorEntry, before: Monitor | null) => void;
  /** Puts it into maintenance or takes it out. @returns whether that was a change. */
  readonly maintain: (entry: MonitorEntry, isCovered: boolean) => boolean;
}

interface SchedulingOptions {
  readonly observing: Pick<Observing, 'scheduler' | 'checks' | 'heartbeats' | 'observer'>;
  readonly clock: Clock;
  readonly isRunning: () => boolean;
}

/** After maintenance the first checks are spread over this long. */
const spreadMs = 5_000;
/** A check that is made once a day must not wait for a day after each start. */
const longestSpreadMs = 600_000;

export function openScheduling({ observing, clock, isRunning }: SchedulingOptions): Scheduling {
  const { scheduler, checks, heartbeats, observer } = observing;

  function schedule(entry: MonitorEntry, delayMs: number): void {
    const { monitor } = entry;
    scheduler.delete(monitor.id);
    if (!isRunning() || !monitor.enabled) return;
    if (isProbed(monitor)) scheduler.set(monitor.id, clock.now() + delayMs);
    else heartbeats.schedule(entry, monitor);
  }

  return {
    begin(entry, aliveAt) {
      const { monitor } = entry;
      if (isProbed(monitor) && monitor.enabled && aliveAt !== null) checks.miss(entry, monitor, aliveAt);
      const isLeisurely = isProbed(monitor) && entry.tracking.state !== 'new';
      schedule(entry, isLeisurely ? startOffset(monitor.id, Math.min(monitor.interval, longestSpreadMs)) : 0);
    },
    update(entry, before) {
      const step = editStep(entry, before, clock.now());
      if (step !== null) observer.observe(entry, { step, check: null, ping: null });
      schedule(entry, 0);
      observer.announce(entry);
      observer.announceOverview();
    },
    maintain(entry, isCovered) {
      const step = maintenanceStep(entry, isCovered, clock.now());
      if (step === null) return false;
      observer.observe(entry, { step, check: null, ping: null });
      const { id, kind } = entry.monitor;
      if (!isCovered || !isProbedKind(kind)) schedule(entry, startOffset(id, spreadMs));
      return true;
    },
  };
}
