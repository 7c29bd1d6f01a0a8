/**
 * When each id is due: a queue and ONE timer for the earliest. Due times are wall-clock times, but waiting is measured by
 * monotonic time: when the wall clock jumps, all due times move along, so that every id keeps the time it had left.
 */
import type { Cancel, Clock, Logger } from '../ports.ts';
import { DueQueue, type Due } from './due-queue.ts';

interface DueTimes {
  readonly set: (id: string, dueAtMs: number) => void;
  readonly delete: (id: string) => void;
  /** The last due time that was set, even if it has passed; null: none. */
  readonly dueAt: (id: string) => number | null;
  /** Whether the due time has not been reported yet. */
  readonly isPending: (id: string) => boolean;
  /** Those whose due time has not been reported yet, in no particular order. */
  readonly pending: () => Iterable<Due>;
  readonly stop: () => void;
}

interface DueTimesOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called for one after the other, the earliest first, so that what it does with one may move the others. */
  readonly onDue: (due: Due) => void;
  /** The wall clock jumped; due times have moved by `byMs`. */
  readonly onJump: (byMs: number) => void;
}

/** Node's timers hold a 32-bit delay. */
const longestTimerMs = 2 ** 31 - 1;
/** Slewing and rounding move wall and monotonic clock apart by less than this. */
const leastJumpMs = 1_000;
/** Reported in one turn of the event loop; the rest follows in the next, so that the loop stays responsive. */
const duePerTurn = 100;

export function openDueTimes({ clock, logger, onDue, onJump }: DueTimesOptions): DueTimes {
  const times = new Map<string, number>();
  const queue = new DueQueue();
  let cancelTimer: Cancel | null = null;
  let armedFor: number | null = null;
  let wallOffset = clock.now() - clock.monotonic();
  let isStopped = false;

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
    for (let reported = 0; reported < duePerTurn; reported += 1) {
      const first = queue.peek();
      if (first === null || first.dueAtMs > nowMs) break;
      queue.pop();
      onDue(first);
    }
    arm();
  }

  function followJump(): void {
    const offset = clock.now() - clock.monotonic();
    const jumpedBy = Math.round(offset - wallOffset);
    wallOffset = offset;
    if (Math.abs(jumpedBy) < leastJumpMs) return;
    logger.info('the clock jumped', { jumpedByMs: jumpedBy });
    queue.shift(jumpedBy);
    for (const [id, dueAtMs] of times) times.set(id, dueAtMs + jumpedBy);
    if (armedFor !== null) armedFor += jumpedBy;
    onJump(jumpedBy);
  }

  return {
    set(id, dueAtMs) {
      if (isStopped) return;
      followJump();
      times.set(id, dueAtMs);
      queue.set(id, dueAtMs);
      arm();
    },
    delete(id) {
      times.delete(id);
      queue.delete(id);
      arm();
    },
    dueAt(id) {
      followJump();
      return times.get(id) ?? null;
    },
    isPending: (id) => queue.has(id),
    pending: () => queue.all(),
    stop() {
      isStopped = true;
      arm();
    },
  };
}
