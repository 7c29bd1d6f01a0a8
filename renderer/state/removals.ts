/**
 * Deletion with undo: the item is hidden at once, and deleted when the message that offers to undo it ends. Leaving the
 * page deletes immediately; if the program ends before that, nothing is deleted, which is the safe side.
 */
interface Removal {
  /** Deletes it, once and unless undone. */
  readonly run: () => void;
  /** Does nothing once the deletion is done. */
  readonly undo: () => void;
}

export interface Removals {
  readonly begin: (remove: () => void) => Removal;
  /** Runs pending deletions now. */
  readonly finish: () => void;
}

export function createRemovals(): Removals {
  const waiting = new Set<() => void>();
  return {
    begin: (remove) => {
      const run = (): void => {
        if (waiting.delete(run)) remove();
      };
      waiting.add(run);
      return { run, undo: () => void waiting.delete(run) };
    },
    finish: () => {
      for (const run of [...waiting]) run();
    },
  };
}
