/** The current settings, in memory. Updated after the store has committed them. */
import type { Settings } from '../../contract/model/program.ts';
import type { Store } from '../store/store.ts';
import type { Emit } from './events.ts';

/** `write` runs in a transaction; call the function that it returns after the commit. */
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
