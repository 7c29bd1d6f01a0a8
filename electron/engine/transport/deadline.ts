/**
 * The one deadline of a check: it covers everything from the name's lookup to the last byte of the last hop. What is
 * under way listens to it alone; that the program stops comes the same way.
 */
import type { Cancel } from '../ports.ts';
import type { ProbeEnvironment } from '../kinds/kind.ts';

/** Why a check was ended from outside: its time was up, or the program stops. */
export class Halted extends Error {
  readonly by: 'deadline' | 'stop';

  constructor(by: 'deadline' | 'stop') {
    super(by === 'deadline' ? 'the time is up' : 'the program stops');
    this.name = 'Halted';
    this.by = by;
  }
}

export interface Deadline {
  /** Null while the check may go on. */
  readonly halted: () => Halted | null;
  /** `listener` is called once, when the check has to end. */
  readonly onHalt: (listener: (halted: Halted) => void) => Cancel;
  /** To be called when the check is over: disarms the timer and lets go of the program's signal. */
  readonly clear: Cancel;
}

export function startDeadline(timeoutMs: number, { clock, signal }: ProbeEnvironment): Deadline {
  const listeners = new Set<(halted: Halted) => void>();
  let halted: Halted | null = null;

  const halt = (by: Halted['by']): void => {
    halted ??= new Halted(by);
    for (const listener of listeners) listener(halted);
    listeners.clear();
  };
  const onStop = (): void => halt('stop');
  const cancelTimer = clock.setTimer(timeoutMs, () => halt('deadline'));
  if (signal.aborted) onStop();
  else signal.addEventListener('abort', onStop);

  return {
    halted: () => halted,
    onHalt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      cancelTimer();
      signal.removeEventListener('abort', onStop);
    },
  };
}
