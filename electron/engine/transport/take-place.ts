/** Takes a place for the work of a check. Waiting for it stops the time of the check: deadline and phases exclude it. */
import type { Cancel } from '../ports.ts';
import { cancellable } from './cancellable.ts';
import type { Deadline } from './deadline.ts';
import type { PhaseTimer } from './phase-timer.ts';
import type { Places } from './places.ts';

export interface CheckTime {
  readonly deadline: Deadline;
  readonly timer: PhaseTimer;
}

/** @returns the function that frees the place. Rejects if the program stops. */
export async function takePlace(places: Places, { deadline, timer }: CheckTime): Promise<Cancel> {
  const free = places.tryTake();
  if (free !== null) return free;
  const resumeDeadline = deadline.pause();
  const resumeTimer = timer.pause();
  try {
    return await cancellable<Cancel>(deadline, ({ resolve }) => places.wait(resolve));
  } finally {
    resumeTimer();
    resumeDeadline();
  }
}
