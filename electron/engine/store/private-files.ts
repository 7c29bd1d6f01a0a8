/**
 * Files of the store are private to their owner: directories 0700, files 0600, whatever the umask. SQLite gives its
 * write-ahead log the mode of the database, so it is enough to create the database file first.
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';

export const privateFileMode = 0o600;
const privateDirectoryMode = 0o700;

/** Creates it if it is missing; an existing one keeps its mode, since it may not be ours alone. */
export function createPrivateDirectory(directory: string): void {
  const isNew = !existsSync(directory);
  mkdirSync(directory, { recursive: true, mode: privateDirectoryMode });
  if (isNew) chmodSync(directory, privateDirectoryMode);
}

/** Creates it empty if it is missing; an existing one is not opened, only its mode is set. */
export function createPrivateFile(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'wx', privateFileMode));
  // A read-only disk refuses even to set what is set.
  if ((statSync(file).mode & 0o777) !== privateFileMode) chmodSync(file, privateFileMode);
}
