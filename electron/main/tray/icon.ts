/** Which picture shows what. Pictures differ in shape as well as in colour (build/icons/tray). */
import { join } from 'node:path';
import { overallStates, type OverviewSummary } from '../../contract/model/state.ts';

/** `offline`: the missing internet connection is the worst problem. */
export const trayPictures = [...overallStates, 'offline'] as const;
export type TrayPicture = (typeof trayPictures)[number];

/** Never a stale green: in the overview, what was up is `unknown` while there is no connection. */
export function trayPicture({ state, connection }: Pick<OverviewSummary, 'state' | 'connection'>): TrayPicture {
  return state === 'unknown' && connection !== 'online' ? 'offline' : state;
}

/**
 * macOS colours a template picture for light and dark bars; Windows picks the size for its scale from an .ico; Linux
 * gets one large picture that the panel scales.
 */
export function trayIconFile(iconDirectory: string, picture: TrayPicture, platform: NodeJS.Platform): string {
  const ending = platform === 'darwin' ? 'Template.png' : platform === 'win32' ? '.ico' : '.png';
  return join(iconDirectory, 'tray', `${picture}${ending}`);
}
