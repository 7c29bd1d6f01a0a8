/**
 * The result of every call. Expected outcomes are values; a thrown error is a bug, which the edge (ipc, http) turns into
 * `internal`, with the details in the log only.
 */
export const errorCodes = [
  'invalid', // the input breaks a rule; `fields` names each one
  'not-found',
  'conflict', // the id or the port is taken, or the data directory is in use
  'unauthorized', // no token or a wrong one
  'forbidden', // a foreign Host or Origin, or a frame that is not ours
  'too-large',
  'unavailable', // the other side or the disk does not respond
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface AppError {
  readonly code: ErrorCode;
  /** One plain sentence, safe to show and to log: it never contains a secret. */
  readonly message: string;
  /** From field path (`assertions.0.path`) to what is wrong with it. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The same problems of a configuration file, with their places for people to read. */
  readonly file?: readonly WordedFileProblem[];
}

/** A field of a configuration file. */
export interface FilePlace {
  readonly section: string;
  /** Of the record, as it is written there; empty: none. */
  readonly kind: string;
  /** The name of the record, otherwise its id. */
  readonly record: string;
  readonly field: string;
}

export interface WordedFileProblem {
  /** Null: in the file as a whole. */
  readonly line: number | null;
  /** Null: in no single field. */
  readonly place: FilePlace | null;
  readonly message: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail(code: ErrorCode, message: string): Result<never> {
  return { ok: false, error: { code, message } };
}
