/** Desktop notifications on the computer that runs Vigilmon. */
import { defaultsOf } from '../fields/defaults.ts';
import { choice } from '../fields/field.ts';
import { defineChannel } from './definition.ts';

/**
 * `lasting` stays until it is closed, where the desktop has that; `quiet` makes no sound and may only be listed. None is to
 * break through do-not-disturb, as what Linux calls critical does: the desktop judges whether it may interrupt now.
 */
export const presences = ['lasting', 'normal', 'quiet'] as const;
export type Presence = (typeof presences)[number];

/** How an outage is shown, by the severity of the monitor. */
const fields = {
  critical: choice(presences, 'lasting'),
  warning: choice(presences, 'normal'),
  info: choice(presences, 'quiet'),
};

export const native = defineChannel({
  kind: 'native',
  version: 2,
  upgrades: [(before) => ({ ...defaultsOf(fields), ...before })],
  fields,
  unnamed: 'Desktop',
  isRemote: false,
  isGrouped: true,
});
