/**
 * Damage: how it is found, and what is done with a file that has it. A small database is checked at each start, unless
 * it is, byte for byte, the file that the last run has closed. A large one would keep the start waiting, so it is
 * checked only after SQLite met damage in it while the program ran.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stampOf } from './backup-stamp.ts';
import { privateFileMode } from './private-files.ts';
import type { Connection } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';

/** A check takes some 20 ms for each megabyte, on the main thread: up to here less than a second. */
const quickCheckBytes = 32 * 2 ** 20;

function suspicionFile(file: string): string {
  return `${file}.suspect`;
}

/** The next start checks the whole file, however large it is. */
export function suspect(file: string): void {
  onDisk(() => {
    writeFileSync(suspicionFile(file), '', { mode: privateFileMode });
  });
}

function closingNote(file: string): string {
  return `${file}.closed`;
}

/** To be called when SQLite has closed the file. Its reading takes a fiftieth of the time of a check. */
export function noteClosed(file: string): void {
  onDisk(() => {
    if (isSmall(file)) writeFileSync(closingNote(file), digestOf(file), { mode: privateFileMode });
    else rmSync(closingNote(file), { force: true });
  });
}

/**
 * Whether the next check can be spared. What a log may hold besides was written after the note, with checksums of
 * SQLite's own. To be asked before SQLite opens the file: on POSIX, whoever reads and closes it drops SQLite's locks.
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

/** Throws `damaged` where SQLite finds the file wanting. */
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

/** A database is its file and its write-ahead log, without which what is left of it could not be read. */
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
