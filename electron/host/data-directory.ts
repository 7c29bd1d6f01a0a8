/**
 * The location of Vigilmon's data on this machine, and private files in it. Files are private to their owner (directory
 * 0700, files 0600); on Windows the access list of the profile does this.
 */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';

export interface Platform {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The platform's standard location for application data. */
export function usualDataDirectory({ platform, env, home }: Platform): string {
  if (platform === 'win32') return win32.join(env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Vigilmon');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Vigilmon');
  const given = env['XDG_DATA_HOME'];
  // The XDG base directory specification says to ignore a relative path.
  const base = given !== undefined && posix.isAbsolute(given) ? given : posix.join(home, '.local', 'share');
  return posix.join(base, 'vigilmon');
}

/** Creates missing directories of the path; an existing one keeps its permissions. */
export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}

/** @returns the file's text; null: no such file. */
export function readPrivateFile(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Atomic: readers see the old text or the new one. */
export function writePrivateFile(file: string, text: string): void {
  const draft = `${file}.${String(process.pid)}.new`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * @returns the text of the file, which is created if it is missing or empty (a crash between creating and writing).
 * If two programs create it at the same time, both get the same text.
 */
export function keepPrivateFile(file: string, make: () => string): string {
  const kept = readPrivateFile(file);
  if (kept !== null && kept !== '') {
    // A read-only disk refuses even to set what is set.
    if ((statSync(file).mode & 0o777) !== 0o600) chmodSync(file, 0o600);
    return kept;
  }
  const text = make();
  try {
    writeFileSync(file, text, { mode: 0o600, flag: kept === null ? 'wx' : 'w' });
    return text;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return readFileSync(file, 'utf8');
    throw error;
  }
}

export function removeFile(file: string): void {
  rmSync(file, { force: true });
}

/** The system's own code (`EACCES`), which is the same in every language. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
