import { resolve } from 'node:path';

/** In its folder it finds Node and the command line, as in a package. */
export const launcherUnderTest = resolve(import.meta.dirname, '../../dist/launcher-test/vigilmon');
