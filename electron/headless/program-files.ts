/** The files that ship with the program: its version and the built window. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Defined by the build; undefined when the program runs from its sources. */
export const version = typeof __VIGILMON_VERSION__ === 'string' ? __VIGILMON_VERSION__ : 'dev';

/** @returns null if the window has not been built. */
export function pageDirectory(): string | null {
  // Next to the bundle (dist/headless), or as seen from the sources (electron/headless).
  const places = [join(import.meta.dirname, '../renderer'), join(import.meta.dirname, '../../dist/renderer')];
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? null;
}
