/**
 * Pings of jobs that could not be delivered, each in a private file of the data directory until the next job or
 * Vigilmon itself delivers it. File names sort by time, so a start comes before its end. Jobs that run for months
 * without Vigilmon do not fill the disk: the oldest pings are dropped.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, makePrivateDirectory, readPrivateFile, removeFile, writePrivateFile } from './data-directory.ts';

export interface SpooledPing {
  /** When it was originally sent; epoch milliseconds. */
  readonly at: number;
  /** The destination; null: the Vigilmon on this data directory, wherever it listens. */
  readonly origin: string | null;
  /** With the token and, if the receiver supports it, the time: `/ping/<token>/0?at=...`. */
  readonly path: string;
  readonly body: string;
}

export interface SpoolEntry {
  readonly ping: SpooledPing;
  /** It was delivered, or will never be accepted. */
  readonly remove: () => void;
}

export const mostSpooled = 1_000;
let sequence = 0;

const spoolDirectory = (dataDirectory: string): string => join(dataDirectory, 'spool');

/** Throws if the disk refuses. */
export function spoolPing(dataDirectory: string, ping: SpooledPing): void {
  const directory = spoolDirectory(dataDirectory);
  makePrivateDirectory(dataDirectory);
  makePrivateDirectory(directory);
  const names = namesIn(directory);
  for (const name of names.slice(0, Math.max(0, names.length + 1 - mostSpooled))) removeFile(join(directory, name));
  sequence += 1;
  const parts = [String(ping.at).padStart(15, '0'), String(sequence).padStart(4, '0'), String(process.pid)];
  writePrivateFile(join(directory, `${parts.join('-')}.json`), JSON.stringify(ping));
}

/** False also where that cannot be seen. */
export function hasSpooled(dataDirectory: string): boolean {
  try {
    return namesIn(spoolDirectory(dataDirectory)).length > 0;
  } catch {
    return false;
  }
}

/** Oldest first. Damaged files are useless and are removed; one that cannot be read stays, and holds up no other. */
export function spooledPings(dataDirectory: string): readonly SpoolEntry[] {
  const directory = spoolDirectory(dataDirectory);
  return namesIn(directory).flatMap((name) => {
    const file = join(directory, name);
    const remove = (): void => removeFile(file);
    const text = textOf(file);
    if (text === null) return [];
    const ping = parse(text);
    if (ping !== null) return [{ ping, remove }];
    remove();
    return [];
  });
}

/** Null: it cannot be read (another user's, a directory), or another process has just delivered it. */
function textOf(file: string): string | null {
  try {
    return readPrivateFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function parse(text: string): SpooledPing | null {
  try {
    const value: unknown = JSON.parse(text);
    return isSpooledPing(value) ? value : null;
  } catch {
    return null; // truncated by a crash
  }
}

function isSpooledPing(value: unknown): value is SpooledPing {
  if (typeof value !== 'object' || value === null) return false;
  if (!('at' in value) || !('origin' in value) || !('path' in value) || !('body' in value)) return false;
  const { at, origin, path, body } = value;
  const isPlace = (origin === null || typeof origin === 'string') && typeof path === 'string' && path.startsWith('/');
  return Number.isSafeInteger(at) && isPlace && typeof body === 'string';
}
