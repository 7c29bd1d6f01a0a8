/**
 * Damage: how it is detected, and what happens to a damaged file. A small database is checked at each start, unless it
 * is byte for byte the file that the last run closed. A large one would delay the start, so it is checked only after
 * SQLite found damage in it while the program ran.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stampOf } from './backup-stamp.ts';
import { privateFileMode } from './private-files.ts';
import type { Connection } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';

/** A check takes about 20 ms per megabyte on the main thread: below this size, less than a second. */
const quickCheckBytes = 32 * 2 ** 20;

function suspicionFile(file: string): string {
  return `${file}.suspect`;
}

/** Makes the next start check the whole file, however large it is. */
export function suspect(file: string): void {
  onDisk(() => {
    writeFileSync(suspicionFile(file), '', { mode: privateFileMode });
  });
}

function closingNote(file: string): string {
  return `${file}.closed`;
}

/** Call it after SQLite has closed the file. Hashing takes a fiftieth of the time of a check. */
export function noteClosed(file: string): void {
  onDisk(() => {
    if (isSmall(file)) writeFileSync(closingNote(file), digestOf(file), { mode: privateFileMode });
    else rmSync(closingNote(file), { force: true });
  });
}

/**
 * Whether the check can be skipped. Content of a write-ahead log was written after the note, and has SQLite's own
 * checksums. Call it before SQLite opens the file: on POSIX, reading and closing a file drops SQLite's locks on it.
 */
export function isAsClosed(file: string): boolean {
  return onDisk(() => {
    if (existsSync(suspicionFile(file)) || !existsSync(closingNote(file)) || !isSmall(file)) return false;
    return readFileSync(closingNote(file), 'latin1') === digestOf(file);
  });
}

function isSmall(file: string): boolean {
  return statSync(file).size <= quickCheckBytes;
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Throws `damaged` if SQLite finds a problem in the file. */
export function assertSound(connection: Connection): void {
  const { file } = connection;
  const isSuspect = onDisk(() => existsSync(suspicionFile(file)));
  if (!isSuspect && !onDisk(() => isSmall(file))) return;
  // The full check also compares indexes with their tables.
  const verdict = connection.pragma(isSuspect ? 'integrity_check(1)' : 'quick_check(1)');
  if (verdict !== 'ok') throw new StoreError('damaged', new Error(String(verdict)));
  onDisk(() => {
    rmSync(suspicionFile(file), { force: true });
  });
}

/** A database is its file with its write-ahead log; a damaged file is unreadable without it. */
const parts = ['', '-wal', '-shm'] as const;

/** @returns the new name. */
export function setAside(file: string, atMs: number): string {
  const aside = `${file}.damaged-${stampOf(atMs)}`;
  onDisk(() => {
    for (const part of parts) {
      if (existsSync(file + part)) renameSync(file + part, aside + part);
    }
    for (const note of [suspicionFile(file), closingNote(file)]) rmSync(note, { force: true });
  });
  return aside;
}

export function removeDatabase(file: string): void {
  onDisk(() => {
    for (const part of parts) rmSync(file + part, { force: true });
  });
}
