/** The settings as they stand now, in memory. Written after the store has them. */
import type { Settings } from '../../contract/model/program.ts';
import type { Store } from '../store/store.ts';
import type { Emit } from './events.ts';

/** `write` runs in a transaction; the function that it returns follows the commit. */
export interface SettingsCell {
  readonly current: () => Settings;
  readonly write: (settings: Settings) => () => void;
}

export function openSettingsCell({ settings: stored }: Pick<Store, 'settings'>, emit: Emit): SettingsCell {
  let settings = stored.read();
  return {
    current: () => settings,
    write(next) {
      stored.write(next);
      return () => {
        settings = next;
        emit({ type: 'settings', settings });
      };
    },
  };
}
