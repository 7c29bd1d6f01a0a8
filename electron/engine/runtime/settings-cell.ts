/** The current settings, in memory. Updated after the store has committed them. */
import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../../contract/model/program.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/store.ts';
import type { Emit } from './events.ts';

/** `write` runs in a transaction; call the function that it returns after the commit. */
export interface SettingsCell {
  readonly current: () => Settings;
  readonly write: (settings: Settings) => () => void;
}

export function openSettingsCell(
  { settings: stored }: Pick<Store, 'settings'>,
  { clock, emit }: { readonly clock: Pick<Clock, 'now'>; readonly emit: Emit },
): SettingsCell {
  let settings = stored.read();
  return {
    current: () => settings,
    write(next) {
      stored.write(next);
      // A new schedule is about the time ahead.
      if (!isDeepStrictEqual(settings.digest, next.digest)) stored.setDigestAt(clock.now());
      return () => {
        settings = next;
        emit({ type: 'settings', settings });
      };
    },
  };
}
