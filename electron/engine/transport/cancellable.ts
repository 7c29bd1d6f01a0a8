import type { Cancel } from '../ports.ts';
import type { Deadline } from './deadline.ts';

export interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A promise that the deadline can end: it then rejects with why. `begin` starts the work, which settles later, and
 * returns what undoes it; that is run once, however the promise ends: timers, listeners and losing sockets are gone then.
 */
export function cancellable<T>(deadline: Deadline, begin: (settle: Settle<T>) => Cancel): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const halted = deadline.halted();
    if (halted !== null) {
      reject(halted);
      return;
    }
    let isSettled = false;
    let undo: Cancel | null = null;
    const end = (): boolean => {
      if (isSettled) return false;
      isSettled = true;
      unlisten();
      undo?.();
      return true;
    };
    const unlisten = deadline.onHalt((reason) => {
      if (end()) reject(reason);
    });
    undo = begin({
      resolve: (value) => {
        if (end()) resolve(value);
      },
      reject: (error) => {
        if (end()) reject(error);
      },
    });
  });
}
