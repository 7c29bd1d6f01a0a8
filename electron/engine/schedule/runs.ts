/**
 * The runs in progress and those waiting for a slot. An id never runs twice at once: if it is due while it runs, it runs
 * again afterwards.
 */
import type { Clock } from '../ports.ts';
import type { Due } from './due-queue.ts';
import { openSlots, type Limits } from './slots.ts';

export interface Runs {
  /** Runs it as soon as its host and the limits allow, or again after its current run. */
  readonly enter: (due: Due) => void;
  /** Does not run it if it is still waiting. A run in progress continues. */
  readonly leave: (id: string) => void;
  /** It will run again after its current run. */
  readonly isRepeating: (id: string) => boolean;
  /** Those that are due, but wait for a slot. */
  readonly waiting: () => Iterable<Due>;
  readonly shift: (byMs: number) => void;
  /** Starts no more runs; resolves when those in progress have ended. */
  readonly stop: () => Promise<void>;
}

interface RunsOptions {
  readonly clock: Clock;
  /** Never rejects. */
  readonly run: (id: string) => Promise<void>;
  /** The host that a run connects to; null: none, so it needs no slot. */
  readonly hostOf: (id: string) => string | null;
  readonly limits: () => Limits;
}

/** A run that took longer mostly waited for its target. */
const slowMs = 1_000;

export function openRuns({ clock, run, hostOf, limits }: RunsOptions): Runs {
  const slots = openSlots(limits);
  const running = new Map<string, Promise<void>>();
  /** Due again while running. */
  const repeating = new Map<string, Due>();
  /** Whose last run was slow. */
  const slow = new Set<string>();
  let isStopped = false;

  function enter(due: Due): void {
    if (isStopped) return;
    if (running.has(due.id)) {
      repeating.set(due.id, due);
      return;
    }
    const host = hostOf(due.id);
    if (host === null) begin(due);
    else {
      slots.enter({ ...due, host, isSlow: slow.has(due.id) });
      fillSlots();
    }
  }

  function fillSlots(): void {
    if (isStopped) return;
    for (let due = slots.take(); due !== null; due = slots.take()) begin(due);
  }

  function begin({ id }: Due): void {
    const begunAt = clock.monotonic();
    const ended = run(id).then(() => {
      if (clock.monotonic() - begunAt > slowMs) slow.add(id);
      else slow.delete(id);
      end(id);
    });
    running.set(id, ended);
  }

  function end(id: string): void {
    running.delete(id);
    slots.release(id);
    const again = repeating.get(id);
    repeating.delete(id);
    if (again !== undefined) enter(again);
    fillSlots();
  }

  return {
    enter,
    leave(id) {
      repeating.delete(id);
      slots.leave(id);
    },
    isRepeating: (id) => repeating.has(id),
    waiting: slots.waiting,
    shift(byMs) {
      slots.shift(byMs);
      for (const [id, due] of repeating) repeating.set(id, { ...due, dueAtMs: due.dueAtMs + byMs });
    },
    async stop() {
      isStopped = true;
      await Promise.all(running.values());
    },
  };
}
