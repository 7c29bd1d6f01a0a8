/** Compiles the launcher before the tests that run it, with the sources of the command line beside it. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compileLauncher } from '../../build/launcher.ts';
import { launcherUnderTest } from './launcher-under-test.ts';

const program = resolve(import.meta.dirname, '../../electron/headless/vigilmon.ts');

export function setup(): void {
  const directory = dirname(launcherUnderTest);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(directory, 'dist/headless'), { recursive: true });
  const compiled = compileLauncher(launcherUnderTest);
  if (!compiled.ok) throw new Error(compiled.error.message);
  symlinkSync(process.execPath, join(directory, 'node'));
  writeFileSync(join(directory, 'dist/headless/vigilmon.cjs'), `void import(${JSON.stringify(program)});\n`);
}
