/**
 * Files of the store are for their owner alone: directories 0700, files 0600, whatever the umask says. SQLite gives its
 * write-ahead log the mode of the database, so it is enough to make the database itself first.
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';

export const privateFileMode = 0o600;
const privateDirectoryMode = 0o700;

/** Made where it is missing; one that is there keeps its mode, for it may be more than ours. */
export function createPrivateDirectory(directory: string): void {
  const isNew = !existsSync(directory);
  mkdirSync(directory, { recursive: true, mode: privateDirectoryMode });
  if (isNew) chmodSync(directory, privateDirectoryMode);
}

/** Empty, where it is missing; one that is there is not opened, only its mode is set. */
export function createPrivateFile(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'wx', privateFileMode));
  chmodSync(file, privateFileMode);
}
