/** Which picture tells which overall state. The pictures differ in shape as well as in colour (build/icons/tray). */
import { join } from 'node:path';
import type { OverallState } from '../../contract/model.ts';

/**
 * macOS colours a template picture itself, for light and dark bars; Windows picks the size from an .ico for its scale;
 * Linux is sent one large picture, which the panel scales.
 */
export function trayIconFile(iconDirectory: string, state: OverallState, platform: NodeJS.Platform): string {
  const ending = platform === 'darwin' ? 'Template.png' : platform === 'win32' ? '.ico' : '.png';
  return join(iconDirectory, 'tray', `${state}${ending}`);
}
