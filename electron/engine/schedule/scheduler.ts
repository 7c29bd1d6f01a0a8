/**
 * Runs each monitor when it is due. The scheduler does not know cadences: each run sets the next due time of its monitor
 * itself, if there is one. due-times.ts finds what is due, runs.ts runs it as soon as the limits allow.
 */
import type { Clock, Logger } from '../ports.ts';
import { openDueTimes } from './due-times.ts';
import { openRuns } from './runs.ts';
import type { Limits } from './slots.ts';

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly run: (id: string) => Promise<void>;
  /** The host that a run connects to; null: none, so it needs no slot. */
  readonly hostOf: (id: string) => string | null;
  readonly limits: () => Limits;
  readonly logger: Logger;
}

export interface Scheduler {
  /** Adds the monitor, or moves it. A time that has passed means immediately. */
  readonly set: (id: string, dueAtMs: number) => void;
  /** A run in progress continues. */
  readonly delete: (id: string) => void;
  /** The last due time that was set, which during a run is when that run was due; null: unknown or deleted. */
  readonly dueAt: (id: string) => number | null;
  /** How long each monitor that is due has been waiting to run. */
  readonly overdueMs: () => readonly number[];
  /** Starts no more runs; resolves when those in progress have ended. */
  readonly stop: () => Promise<void>;
}

/** A run that rejected is a bug, and may not have set the next due time. */
const afterRejectionMs = 60_000;

export function openScheduler({ clock, logger, run, hostOf, limits }: SchedulerOptions): Scheduler {
  const dueTimes = openDueTimes({
    clock,
    logger,
    onDue: (due) => {
      runs.enter(due);
    },
    onJump: (byMs) => {
      runs.shift(byMs);
    },
  });
  const runs = openRuns({ clock, run: runGuarded, hostOf, limits });

  async function runGuarded(id: string): Promise<void> {
    try {
      await run(id);
    } catch (error) {
      logger.error(`the run of ${id} failed`, { error });
      const isForgotten = dueTimes.dueAt(id) !== null && !dueTimes.isPending(id) && !runs.isRepeating(id);
      if (isForgotten) dueTimes.set(id, clock.now() + afterRejectionMs);
    }
  }

  return {
    set(id, dueAtMs) {
      runs.leave(id);
      dueTimes.set(id, dueAtMs);
    },
    delete(id) {
      runs.leave(id);
      dueTimes.delete(id);
    },
    dueAt: dueTimes.dueAt,
    overdueMs() {
      const nowMs = clock.now();
      return [...dueTimes.pending(), ...runs.waiting()]
        .map(({ dueAtMs }) => nowMs - dueAtMs)
        .filter((overdueMs) => overdueMs > 0);
    },
    async stop() {
      dueTimes.stop();
      await runs.stop();
    },
  };
}
