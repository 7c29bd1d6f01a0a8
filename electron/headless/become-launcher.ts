/**
 * In a checkout, `run` and `ping` are the launcher's: where `npm run build` could compile it, this process becomes it
 * before it loads anything else. What the launcher does not understand it hands back, marked, so that Node does it.
 */
import { accessSync, constants, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Before the command: the launcher has handed it back. See electron/launcher/node.c. */
const inNode = '--in-node';
const understood: ReadonlySet<string> = new Set(['run', 'ping']);

/** Where the build leaves it; beside the other programs in dist/. */
export function launcherIn(dist: string): string {
  return join(dist, 'launcher', `vigilmon-${process.platform}-${process.arch}`);
}

/** @returns the arguments that are left to Node. */
export function becomeLauncher(argv: readonly string[]): readonly string[] {
  const [name = '', ...rest] = argv;
  if (name === inNode) return rest;
  // Options of Node are meant for Node.
  if (understood.has(name) && process.execve !== undefined && process.execArgv.length === 0) become(argv);
  return argv;
}

function become(argv: readonly string[]): void {
  const [, program = ''] = process.argv;
  const launcher = launcherFor(program);
  if (launcher !== null) process.execve?.(launcher, [launcher, '--node', process.execPath, program, ...argv]);
}

/** Null: there is none that can be run. Node ends this process where it cannot become another one. */
function launcherFor(program: string): string | null {
  try {
    const launcher = launcherIn(join(dirname(realpathSync(program)), '..'));
    accessSync(launcher, constants.X_OK);
    return launcher;
  } catch {
    return null;
  }
}
