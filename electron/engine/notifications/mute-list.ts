/** The current mutes, in memory. Updated after the store has committed them. */
import type { Mute } from '../../contract/model/alert.ts';
import type { MutableMonitor } from '../../contract/mute-scope.ts';
import { muteOf } from './mutes.ts';

export interface MuteList {
  /** Oldest first. */
  readonly all: () => readonly Mute[];
  /** The mute that applies to the monitor; null: it is not muted. */
  readonly of: (monitor: MutableMonitor) => Mute | null;
  readonly put: (mutes: readonly Mute[]) => void;
}

export function openMuteList(mutes: readonly Mute[]): MuteList {
  let current = mutes;
  return {
    all: () => current,
    of: (monitor) => muteOf(monitor, current),
    put(next) {
      current = next;
    },
  };
}
