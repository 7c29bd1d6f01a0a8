/**
 * Damage: how it is found, and what is done with a file that has it. Small databases are checked at every start. A
 * large one would keep the start waiting, so it is checked only after SQLite met damage in it while the program ran.
 */
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stampOf } from './backup-stamp.ts';
import { privateFileMode } from './private-files.ts';
import type { Connection } from './sqlite.ts';
import { onDisk, StoreError } from './store-error.ts';

/** Up to here a check of the whole file takes about a tenth of a second; it blocks the main thread. */
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

/** Throws `damaged` where SQLite finds the file wanting. */
export function assertSound(connection: Connection): void {
  const { file } = connection;
  const isSuspect = onDisk(() => existsSync(suspicionFile(file)));
  if (!isSuspect && onDisk(() => statSync(file).size) > quickCheckBytes) return;
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
    rmSync(suspicionFile(file), { force: true });
  });
  return aside;
}

export function removeDatabase(file: string): void {
  onDisk(() => {
    for (const part of parts) rmSync(file + part, { force: true });
  });
}
