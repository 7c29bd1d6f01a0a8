/** Callers that wait until everything is on disk, each for a limited time. */
import type { Clock } from '../ports.ts';

interface Settling {
  /** Resolves when everything is on disk, or with false after two seconds. */
  readonly wait: () => Promise<boolean>;
  /** Everything is on disk. */
  readonly settle: () => void;
}

const patienceMs = 2_000;

export function openSettling(clock: Clock): Settling {
  const waiting = new Set<() => void>();
  return {
    wait: () =>
      new Promise((resolve) => {
        const cancel = clock.setTimer(patienceMs, () => {
          waiting.delete(settle);
          resolve(false);
        });
        const settle = (): void => {
          cancel();
          resolve(true);
        };
        waiting.add(settle);
      }),
    settle() {
      const settled = [...waiting];
      waiting.clear();
      for (const settle of settled) settle();
    },
  };
}
