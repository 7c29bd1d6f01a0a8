/** Directories for tests: fresh ones under the system's own, removed by whoever asked for them. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempDirectory {
  readonly path: string;
  /** A path inside it; nothing is made there. */
  readonly file: (name: string) => string;
  readonly remove: () => void;
}

/** For Playwright fixtures, and wherever the end is not that of a test: `remove` is the caller's to call. */
export function createTempDirectory(): TempDirectory {
  // The system's directory may be a link (macOS), and paths are compared in tests.
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'vigilmon-test-')));
  return {
    path,
    file: (name) => join(path, name),
    remove() {
      // A process that was just killed may have children that still write into it.
      rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 250 });
    },
  };
}

/**
 * @param onEnd of the test framework: `onTestFinished` of Vitest, or a function that keeps what is to be called.
 * @returns the path of a directory that is removed when the test has ended.
 */
export function tempDirectory(onEnd: (remove: () => void) => unknown): string {
  const directory = createTempDirectory();
  onEnd(directory.remove);
  return directory.path;
}
