/** Which picture shows what. Pictures differ in shape as well as in colour (build/icons/tray). */
import { join } from 'node:path';
import { overallStates, type Overview } from '../../contract/model/state.ts';

/**
 * `offline`: the missing internet connection is the worst problem. `muted`: all that is not paused is muted; `muted-down`:
 * and some of it is down.
 */
export const trayPictures = [...overallStates, 'offline', 'muted', 'muted-down'] as const;
export type TrayPicture = (typeof trayPictures)[number];

/** Never a stale green: in the overview, what was up is `unknown` while there is no connection. */
export function trayPicture({ state, connection, muted, monitors }: Overview): TrayPicture {
  if (state === 'unknown' && connection !== 'online') return 'offline';
  if (state !== 'paused' || muted === 0) return state;
  return monitors.some((monitor) => monitor.muted !== null && monitor.state === 'down') ? 'muted-down' : 'muted';
}

/**
 * macOS colours a template picture for light and dark bars; Windows picks the size for its scale from an .ico; Linux
 * gets one large picture that the panel scales.
 */
export function trayIconFile(iconDirectory: string, picture: TrayPicture, platform: NodeJS.Platform): string {
  const ending = platform === 'darwin' ? 'Template.png' : platform === 'win32' ? '.ico' : '.png';
  return join(iconDirectory, 'tray', `${picture}${ending}`);
}
