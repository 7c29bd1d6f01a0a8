import type { Cancel } from '../ports.ts';
import type { Deadline } from './deadline.ts';

interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A promise that the deadline can end: it then rejects with the reason. `begin` starts the work, which settles now or
 * later, and returns a cleanup function, which runs once however the promise ends: it removes timers, listeners and
 * unused sockets.
 */
export function cancellable<T>(deadline: Deadline, begin: (settle: Settle<T>) => Cancel): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const halted = deadline.halted();
    if (halted !== null) {
      reject(halted);
      return;
    }
    let isSettled = false;
    let cleanUp: Cancel | null = null;
    const hasSettled = (): boolean => isSettled;
    const settleOnce = (): boolean => {
      if (isSettled) return false;
      isSettled = true;
      unlisten();
      cleanUp?.();
      return true;
    };
    const unlisten = deadline.onHalt((reason) => {
      if (settleOnce()) reject(reason);
    });
    cleanUp = begin({
      resolve: (value) => {
        if (settleOnce()) resolve(value);
      },
      reject: (error) => {
        if (settleOnce()) reject(error);
      },
    });
    // It may have settled at once.
    if (hasSettled()) cleanUp();
  });
}
