/** A disk of a few MiB that a test can fill, as a tmpfs: where root may mount one. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createTempDirectory } from './temp-directory.ts';

export interface SmallDisk {
  readonly path: string;
  /** Until not a byte more fits. */
  readonly fill: () => void;
  readonly free: () => void;
  readonly setReadonly: (isReadonly: boolean) => void;
  readonly remove: () => void;
}

/** Null where none can be mounted. */
export function mountSmallDisk(mebibytes: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const directory = createTempDirectory();
  const { path } = directory;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(mebibytes)}m`, 'tmpfs', path], { stdio: 'pipe' });
  } catch {
    // Containers may forbid it even to root.
    directory.remove();
    return null;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    fill: () => fill(ballast),
    free: () => rmSync(ballast, { force: true }),
    setReadonly(isReadonly) {
      execFileSync('mount', ['-o', `remount,${isReadonly ? 'ro' : 'rw'}`, path], { stdio: 'pipe' });
    },
    remove() {
      execFileSync('umount', ['--lazy', path], { stdio: 'pipe' });
      directory.remove();
    },
  };
}

function fill(file: string): void {
  const ballast = openSync(file, 'a');
  const block = Buffer.alloc(4_096);
  try {
    for (;;) writeSync(ballast, block);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(ballast);
  }
}
