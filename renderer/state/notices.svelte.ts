/** The engine's notices, without those that the user has dismissed. One that was resolved and recurs is shown again. */
import type { NoticeCode, WordedNotice } from '../../electron/contract/notices.ts';

export interface Notices {
  /** Worst first. */
  readonly shown: readonly WordedNotice[];
  /** Takes the engine's current list. */
  readonly update: (current: readonly WordedNotice[]) => void;
  readonly dismiss: (code: NoticeCode) => void;
}

export function createNotices(): Notices {
  let all = $state.raw<readonly WordedNotice[]>([]);
  let dismissed = $state.raw<readonly NoticeCode[]>([]);
  const shown = $derived(all.filter(({ code }) => !dismissed.includes(code)));
  return {
    get shown() {
      return shown;
    },
    update(current) {
      all = current;
      dismissed = dismissed.filter((code) => current.some((notice) => notice.code === code));
    },
    dismiss: (code) => void (dismissed = [...dismissed, code]),
  };
}
