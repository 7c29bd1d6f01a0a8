/** Runs the built command line inside this process, so that signals, exit code and output are its own. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt, root } from './fresh-build.ts';
import { endWithNpm } from './npm-parent.ts';

export function runHeadless(args: readonly string[]): void {
  ensureBuilt();
  endWithNpm();
  const program = join(root, 'dist/headless/vigilmon.cjs');
  process.argv.splice(1, process.argv.length, program, ...args);
  createRequire(import.meta.url)(program);
}
