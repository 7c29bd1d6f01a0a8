/** Which picture tells what. The pictures differ in shape as well as in colour (build/icons/tray). */
import { join } from 'node:path';
import { overallStates, type OverviewSummary } from '../../contract/model/state.ts';

/** `offline`: nothing is worse than that the internet is away. */
export const trayPictures = [...overallStates, 'offline'] as const;
export type TrayPicture = (typeof trayPictures)[number];

/** Never a stale green: what was up is `unknown` in the overview while the connection is gone. */
export function trayPicture({ state, connection }: Pick<OverviewSummary, 'state' | 'connection'>): TrayPicture {
  return state === 'unknown' && connection !== 'online' ? 'offline' : state;
}

/**
 * macOS colours a template picture itself, for light and dark bars; Windows picks the size from an .ico for its scale;
 * Linux is sent one large picture, which the panel scales.
 */
export function trayIconFile(iconDirectory: string, picture: TrayPicture, platform: NodeJS.Platform): string {
  const ending = platform === 'darwin' ? 'Template.png' : platform === 'win32' ? '.ico' : '.png';
  return join(iconDirectory, 'tray', `${picture}${ending}`);
}
