/**
 * The single deadline of a check, from the DNS lookup to the last byte of the last redirect. Whatever is in progress
 * listens only to it; a program that stops ends the check the same way.
 */
import type { Cancel } from '../ports.ts';
import type { ProbeEnvironment } from '../kinds/kind.ts';

/** Why a check was ended from outside: it timed out, or the program stops. */
export class Halted extends Error {
  readonly by: 'deadline' | 'stop';

  constructor(by: 'deadline' | 'stop') {
    super(by === 'deadline' ? 'the check timed out' : 'the program stops');
    this.name = 'Halted';
    this.by = by;
  }
}

export interface Deadline {
  /** Null while the check may continue. */
  readonly halted: () => Halted | null;
  /** Calls `listener` once, when the check has to end. */
  readonly onHalt: (listener: (halted: Halted) => void) => Cancel;
  /** To be called when the check has ended: cancels the timer and removes the listener from the program's signal. */
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
