/** Takes a place for the work of a check. Waiting for it stops the time of the check: deadline and phases exclude it. */
import { once } from '../../contract/once.ts';
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
export async function takePlace(places: Places, time: CheckTime): Promise<Cancel> {
  const free = places.tryTake();
  if (free !== null) return free;
  const resume = pauseTime(time);
  try {
    return await cancellable<Cancel>(time.deadline, ({ resolve }) => places.wait(resolve));
  } finally {
    resume();
  }
}

/** Stops the time of a check. @returns lets it continue. */
export function pauseTime({ deadline, timer }: CheckTime): Cancel {
  const resumeDeadline = deadline.pause();
  const resumeTimer = timer.pause();
  return once(() => {
    resumeTimer();
    resumeDeadline();
  });
}
