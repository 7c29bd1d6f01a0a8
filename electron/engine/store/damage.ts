/**
 * Damage: how it is detected, and what happens to a damaged file. A small database is checked at each start, unless it
 * is byte for byte the file that the last run closed. A large one would delay the start, so its rows are examined while
 * the program runs. Whenever damage is found, the next start checks the whole file, however large it is.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stampOf } from './backup-stamp.ts';
import { privateFileMode } from './private-files.ts';
import type { Connection } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';

/** `later`: only by reading its rows while the program runs. */
export type Check = 'none' | 'quick' | 'full' | 'later';

/** A check takes about 20 ms per megabyte on the main thread: below this size, less than a second. */
const quickCheckBytes = 32 * 2 ** 20;

function suspicionFile(file: string): string {
  return `${file}.suspect`;
}

/** Makes the next start check the whole file. */
export function suspect(file: string): void {
  onDisk(() => {
    writeFileSync(suspicionFile(file), '', { mode: privateFileMode });
  });
}

export function clearSuspicion(file: string): void {
  onDisk(() => {
    rmSync(suspicionFile(file), { force: true });
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
 * Content of a write-ahead log needs no check: it was written after the closing note, and has SQLite's own checksums. Call
 * it before SQLite opens the file: on POSIX, reading and closing a file drops SQLite's locks on it.
 */
export function neededCheck(file: string): Check {
  return onDisk(() => {
    if (existsSync(suspicionFile(file))) return 'full';
    if (!isSmall(file)) return 'later';
    return isAsClosed(file) ? 'none' : 'quick';
  });
}

function isAsClosed(file: string): boolean {
  const note = closingNote(file);
  return existsSync(note) && readFileSync(note, 'latin1') === digestOf(file);
}

function isSmall(file: string): boolean {
  return statSync(file).size <= quickCheckBytes;
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Throws `damaged` if SQLite finds a problem in the file. The full check also compares indexes with their tables. */
export function assertSound(connection: Connection, check: Check): void {
  if (check === 'none' || check === 'later') return;
  const verdict = connection.pragma(check === 'full' ? 'integrity_check(1)' : 'quick_check(1)');
  if (verdict !== 'ok') throw new StoreError('damaged', new Error(String(verdict)));
}

/** A database is its file with its write-ahead log; a damaged file is unreadable without it. */
const parts = ['', '-wal', '-shm'] as const;

/** @param as what is wrong with the file, for its new name. @returns the new name. */
export function setAside(file: string, atMs: number, as: 'damaged' | 'foreign' = 'damaged'): string {
  const aside = `${file}.${as}-${stampOf(atMs)}`;
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
