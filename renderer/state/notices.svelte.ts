/**
 * The engine's notices, without those that the user has dismissed. A notice is shown again if what it says changes, or if
 * it was resolved and recurs.
 */
import type { WordedNotice } from '../../electron/contract/notices.ts';

export interface Notices {
  /** Worst first. */
  readonly shown: readonly WordedNotice[];
  /** Takes the engine's current list. */
  readonly update: (current: readonly WordedNotice[]) => void;
  readonly dismiss: (notice: WordedNotice) => void;
}

export function createNotices(): Notices {
  let all = $state.raw<readonly WordedNotice[]>([]);
  /** By message, which has the facts in it. */
  let dismissed = $state.raw<readonly string[]>([]);
  const shown = $derived(all.filter(({ message }) => !dismissed.includes(message)));
  return {
    get shown() {
      return shown;
    },
    update(current) {
      all = current;
      dismissed = dismissed.filter((message) => current.some((notice) => notice.message === message));
    },
    dismiss: ({ message }) => void (dismissed = [...dismissed, message]),
  };
}
