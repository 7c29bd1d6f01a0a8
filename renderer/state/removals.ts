/**
 * Deleting that can be undone: the thing is hidden at once and deleted for good a moment later. Leaving the page
 * deletes right away; if the program ends before that, nothing was deleted, which is the safe side.
 */
export interface Removals {
  /** @returns the function that undoes it, or does nothing once it is done. */
  readonly begin: (remove: () => void) => () => void;
  /** Does now whatever still waits. */
  readonly finish: () => void;
}

export function createRemovals(delay: (task: () => void, ms: number) => () => void, afterMs: number): Removals {
  const waiting = new Map<() => void, () => void>();
  return {
    begin: (remove) => {
      const run = (): void => {
        waiting.delete(run);
        remove();
      };
      waiting.set(run, delay(run, afterMs));
      return () => {
        waiting.get(run)?.();
        waiting.delete(run);
      };
    },
    finish: () => {
      for (const [run, cancel] of [...waiting]) {
        cancel();
        run();
      }
    },
  };
}
