/**
 * What can go wrong with the store, as a closed set. Every error of SQLite or of the file system passes here once:
 * an expected one becomes a `StoreError` with its wording, any other is a bug and stays what it is.
 */
export const storeErrorKinds = ['full', 'readonly', 'damaged', 'busy', 'disk', 'migration', 'unreadable'] as const;
export type StoreErrorKind = (typeof storeErrorKinds)[number];

const wording: Readonly<Record<StoreErrorKind, string>> = {
  full: 'the disk is full: what happens now cannot be recorded until there is space again',
  readonly: 'the data directory cannot be written to: check who owns it and whether its disk is read-only',
  damaged: 'the database is damaged: restart Vigilmon, and it is set aside and the newest good backup restored',
  busy: 'another program holds the database: close it, and recording goes on',
  disk: 'the disk does not answer: check its health and its connection',
  unreadable: 'the database holds what this version cannot read, and was left alone: run the version that wrote it',
  migration:
    'the database cannot be migrated to this version and was left alone: run the version before and report this',
};

export class StoreError extends Error {
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, cause: unknown) {
    super(wording[kind], { cause });
    this.name = 'StoreError';
    this.kind = kind;
  }
}

/** SQLite's extended codes (https://www.sqlite.org/rescode.html) begin with the primary one. */
const sqliteKinds: readonly (readonly [prefix: string, kind: StoreErrorKind])[] = [
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

const systemKinds: Readonly<Record<string, StoreErrorKind>> = {
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

/** @returns what to throw in place of `error`. */
export function asStoreError(error: unknown): unknown {
  const kind = kindOf(error);
  return kind === null ? error : new StoreError(kind, error);
}

/** Runs `body`; what the disk did to it is thrown as a `StoreError`. */
export function onDisk<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw asStoreError(error);
  }
}

function kindOf(error: unknown): StoreErrorKind | null {
  if (error instanceof StoreError || !(error instanceof Error) || !('code' in error)) return null;
  const { code } = error;
  if (typeof code !== 'string') return null;
  return sqliteKinds.find(([prefix]) => code.startsWith(prefix))?.[1] ?? systemKinds[code] ?? null;
}
