/**
 * Runs each monitor when it is due: a queue by due time and ONE timer for the earliest. It does not know cadences: each
 * `run` sets the next due time itself, if there is one. A monitor never runs twice at once. Due times are wall-clock
 * times, but waiting is measured steadily: where the wall clock jumps, everything keeps what it had left to wait.
 */
import type { Cancel, Clock, Logger } from '../ports.ts';
import { DueQueue } from './due-queue.ts';
import { openSlots, type Limits } from './slots.ts';

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly run: (id: string) => Promise<void>;
  /** The host that a run connects to; null: none, so it needs no slot. */
  readonly hostOf: (id: string) => string | null;
  readonly limits: () => Limits;
  readonly logger: Logger;
}

export interface Scheduler {
  /** Adds the monitor, or moves it. A time that has passed means at once. */
  readonly set: (id: string, dueAtMs: number) => void;
  /** A run under way goes on to its end. */
  readonly delete: (id: string) => void;
  /** What was set last, and so in a run the time at which that run was due; null: unknown or deleted. */
  readonly dueAt: (id: string) => number | null;
  /** Begins no more runs; resolves when those under way have ended. */
  readonly stop: () => Promise<void>;
}

/** Node's timers hold a 32-bit delay. */
const longestTimerMs = 2 ** 31 - 1;
/** Wall and steady clock part by less than this without a jump: slewing, rounding. */
const jumpMs = 1_000;
/** Runs begun in one turn of the event loop; the rest follows in the next, so that the loop stays responsive. */
const startsPerTurn = 100;
/** A run that rejected is a bug, and nobody may have set the monitor's next due time. */
const afterRejectionMs = 60_000;

export function openScheduler(options: SchedulerOptions): Scheduler {
  const { clock, logger } = options;
  const due = new Map<string, number>();
  const queue = new DueQueue();
  const slots = openSlots(options.limits);
  const running = new Map<string, Promise<void>>();
  /** Came due again while they were running. */
  const again = new Set<string>();
  let cancelTimer: Cancel | null = null;
  let armedFor: number | null = null;
  let wallOffset = clock.now() - clock.monotonic();
  let isStopped = false;

  function followJump(): void {
    const offset = clock.now() - clock.monotonic();
    const jumpedBy = Math.round(offset - wallOffset);
    wallOffset = offset;
    if (Math.abs(jumpedBy) < jumpMs) return;
    logger.info('the clock jumped', { jumpedByMs: jumpedBy });
    queue.shift(jumpedBy);
    slots.shift(jumpedBy);
    for (const [id, dueAtMs] of due) due.set(id, dueAtMs + jumpedBy);
    if (armedFor !== null) armedFor += jumpedBy;
  }

  function arm(): void {
    const next = isStopped ? null : (queue.peek()?.dueAtMs ?? null);
    if (next === armedFor) return;
    cancelTimer?.();
    cancelTimer = null;
    armedFor = next;
    if (next === null) return;
    const delayMs = Math.min(Math.max(0, next - clock.now()), longestTimerMs);
    cancelTimer = clock.setTimer(delayMs, wake);
  }

  function wake(): void {
    cancelTimer = null;
    armedFor = null;
    followJump();
    const nowMs = clock.now();
    for (let begun = 0; begun < startsPerTurn; begun += 1) {
      const first = queue.peek();
      if (first === null || first.dueAtMs > nowMs) break;
      queue.pop();
      enter(first.id, first.dueAtMs);
    }
    fillSlots();
    arm();
  }

  function enter(id: string, dueAtMs: number): void {
    if (running.has(id)) {
      again.add(id);
      return;
    }
    const host = options.hostOf(id);
    if (host === null) begin(id);
    else slots.enter(id, dueAtMs, host);
  }

  function fillSlots(): void {
    if (isStopped) return;
    for (let id = slots.take(); id !== null; id = slots.take()) begin(id);
  }

  function begin(id: string): void {
    const ended = runGuarded(id).then(() => {
      running.delete(id);
      slots.release(id);
      if (isStopped) return;
      if (again.delete(id)) enter(id, due.get(id) ?? clock.now());
      fillSlots();
    });
    running.set(id, ended);
  }

  async function runGuarded(id: string): Promise<void> {
    try {
      await options.run(id);
    } catch (error) {
      logger.error(`the run of ${id} failed`, { error });
      const isForgotten = due.has(id) && !queue.has(id) && !again.has(id);
      if (isForgotten) set(id, clock.now() + afterRejectionMs);
    }
  }

  function set(id: string, dueAtMs: number): void {
    if (isStopped) return;
    followJump();
    slots.leave(id);
    again.delete(id);
    due.set(id, dueAtMs);
    queue.set(id, dueAtMs);
    arm();
  }

  return {
    set,
    delete(id) {
      due.delete(id);
      queue.delete(id);
      again.delete(id);
      slots.leave(id);
      arm();
    },
    dueAt(id) {
      followJump();
      return due.get(id) ?? null;
    },
    async stop() {
      isStopped = true;
      arm();
      await Promise.all(running.values());
    },
  };
}
