/**
 * Deletion with undo: the item is hidden at once and deleted a moment later. Leaving the page deletes immediately; if
 * the program ends before that, nothing is deleted, which is the safe side.
 */
export interface Removals {
  /** @returns what undoes it; does nothing once the deletion is done. */
  readonly begin: (remove: () => void) => () => void;
  /** Runs pending deletions now. */
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
