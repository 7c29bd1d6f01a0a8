/** Checks that wait a moment to be written with others. While the disk refuses, they wait in memory, up to a limit. */
import type { NewCheck } from '../store/store.ts';

export interface CheckBatch {
  readonly add: (check: NewCheck) => void;
  readonly isEmpty: () => boolean;
  readonly all: () => readonly NewCheck[];
  /** After they have been written, or refused: then the oldest over the limit are dropped. */
  readonly settle: (isWritten: boolean) => void;
}

const limit = 20_000;

export function openCheckBatch(): CheckBatch {
  let waiting: NewCheck[] = [];
  return {
    add: (check) => void waiting.push(check),
    isEmpty: () => waiting.length === 0,
    all: () => waiting,
    settle(isWritten) {
      waiting = isWritten ? [] : waiting.slice(-limit);
    },
  };
}
