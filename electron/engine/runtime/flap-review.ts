/** Ends the flapping of monitors that have kept one state for long enough (state/flapping.ts). */
import { openAlarm } from '../calendar/alarm.ts';
import type { Observation } from '../incidents/observation.ts';
import type { Clock, Logger } from '../ports.ts';
import { settleDown, steadyAt } from '../state/flapping.ts';
import type { MonitorEntry } from './monitor-entry.ts';
import type { MonitorRegistry } from './monitor-registry.ts';

export interface FlapReview {
  /** A monitor has changed. */
  readonly changed: (entry: MonitorEntry) => void;
  readonly start: () => void;
  readonly stop: () => void;
}

interface FlapReviewOptions {
  readonly registry: Pick<MonitorRegistry, 'all'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observe: (entry: MonitorEntry, observation: Observation) => unknown;
}

const soonMs = 1_000;

export function openFlapReview({ registry, clock, logger, observe }: FlapReviewOptions): FlapReview {
  const alarm = openAlarm(clock, review);
  let isRunning = false;

  function review(): void {
    if (!isRunning) return;
    try {
      for (const entry of registry.all()) {
        if (dueAt(entry) <= clock.now()) observe(entry, { step: settleDown(entry.tracking), check: null, ping: null });
      }
    } catch (error) {
      logger.error('flapping monitors could not be reviewed; this is tried again', { error });
    }
    arm();
  }

  /** What was counted before the clock was set back is over. A mute keeps the report of an outage until its end. */
  function dueAt({ tracking, monitor, muted }: MonitorEntry): number {
    const at = steadyAt(tracking, monitor.severity);
    if (tracking.state === 'down' && muted !== null) return Infinity;
    return (tracking.flapping.changes.at(-1) ?? 0) > clock.now() && Number.isFinite(at) ? clock.now() : at;
  }

  function arm(): void {
    const at = Math.min(...registry.all().map(dueAt));
    if (isRunning && Number.isFinite(at)) alarm.bringForward(Math.max(at, clock.now() + soonMs));
  }

  return {
    changed({ tracking }) {
      if (tracking.flapping.since !== null) arm();
    },
    start() {
      isRunning = true;
      arm();
    },
    stop() {
      isRunning = false;
      alarm.clear();
    },
  };
}
