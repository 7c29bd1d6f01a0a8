/** What comes with the program: its version and the window's built files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Put in by the build; a program that is run from its sources has none. */
export const version = typeof __VIGILMON_VERSION__ === 'string' ? __VIGILMON_VERSION__ : 'from source';

/** @returns null where the window has not been built. */
export function pageDirectory(): string | null {
  // Beside the bundle (dist/headless), or as seen from the sources (electron/headless).
  const places = [join(import.meta.dirname, '../renderer'), join(import.meta.dirname, '../../dist/renderer')];
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? null;
}
