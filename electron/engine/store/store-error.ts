/**
 * Errors of the store, as a closed set. Every error of SQLite or of the file system passes here once: an expected one
 * becomes a `StoreError`, any other is a bug and is left unchanged.
 */
import { refused, type StoreTrouble } from '../../contract/refusal.ts';

/** Its message is for the log; the user reads the words for `kind`. */
export class StoreError extends Error {
  readonly kind: StoreTrouble;

  constructor(kind: StoreTrouble, cause: unknown) {
    super(`the store failed (${kind})`, { cause });
    this.name = 'StoreError';
    this.kind = kind;
  }
}

/** SQLite's extended codes (https://www.sqlite.org/rescode.html) begin with the primary one. */
const sqliteKinds: readonly (readonly [prefix: string, kind: StoreTrouble])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'readonly'],
  ['SQLITE_CANTOPEN', 'readonly'],
  ['SQLITE_PERM', 'readonly'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_IOERR_SHMSIZE', 'full'], // no space for the index of the write-ahead log
  ['SQLITE_IOERR', 'disk'],
];

const systemKinds: Readonly<Record<string, StoreTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'readonly',
  EACCES: 'readonly',
  EPERM: 'readonly',
  ENOTDIR: 'readonly',
  EISDIR: 'readonly',
  EEXIST: 'readonly',
  EBUSY: 'busy',
  EIO: 'disk',
};

/** @returns what to throw instead of `error`. */
export function asStoreError(error: unknown): unknown {
  const kind = kindOf(error);
  return kind === null ? error : new StoreError(kind, error);
}

const refusals: readonly StoreTrouble[] = ['full', 'busy', 'readonly', 'disk'];

/** The store takes no writes at the moment. Nothing was written, and the same write can succeed later. */
export function isWriteRefusal(error: unknown): error is StoreError {
  return error instanceof StoreError && refusals.includes(error.kind);
}

/** How a call or a notice reports `error`, which is already in the log. */
export function refusedBy(error: unknown): ReturnType<typeof refused> {
  return error instanceof StoreError ? refused('store', { trouble: error.kind }) : refused('internal');
}

/** Runs `body`; errors of the disk are thrown as `StoreError`. */
export function onDisk<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw asStoreError(error);
  }
}

function kindOf(error: unknown): StoreTrouble | null {
  if (error instanceof StoreError || !(error instanceof Error) || !('code' in error)) return null;
  const { code } = error;
  if (typeof code !== 'string') return null;
  return sqliteKinds.find(([prefix]) => code.startsWith(prefix))?.[1] ?? systemKinds[code] ?? null;
}
