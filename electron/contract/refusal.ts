/**
 * Why a call is refused, as codes with facts; the words are made at the edge (engine/wording), in the requested language.
 * A caller sees an `AppError` (result.ts), whose `code` follows from the reason.
 */
import type { Silence } from './model/location.ts';
import type { Problem, Problems } from './problems.ts';
import type { ErrorCode, FilePlace } from './result.ts';

type None = Readonly<Record<string, never>>;

/** Failures of the store; see engine/store/store-error.ts. */
export const storeTroubles = ['full', 'readonly', 'damaged', 'busy', 'disk', 'migration', 'unreadable'] as const;
export type StoreTrouble = (typeof storeTroubles)[number];

interface Place {
  readonly host: string;
  readonly port: number;
}
/** `reason`: the message of the operating system. */
interface BySystem {
  readonly reason: string;
}

export interface RefusalFacts {
  /** Named by `fields` or `file` of the refusal. */
  readonly fields: None;
  /** `id` null: it needs no naming. */
  readonly 'no-such-record': {
    readonly sort:
      'monitor' | 'channel' | 'location' | 'incident' | 'mute' | 'maintenance' | 'check' | 'ping' | 'backup';
    readonly id: string | number | null;
  };
  readonly 'no-such-call': { readonly call: string };
  readonly 'call-not-text': None;
  readonly 'nothing-to-recover-from': { readonly monitor: string };
  readonly 'channel-in-use': { readonly channel: string; readonly rules: number };
  readonly 'location-in-use': { readonly location: string; readonly monitors: number };
  readonly 'maintenance-not-active': { readonly name: string };
  readonly 'not-checked': None;
  /** Such locations are not chosen from a list. */
  readonly 'no-places': { readonly kind: string };
  readonly 'places-unavailable': { readonly why: Silence; readonly detail: string | null };
  readonly internal: None;
  readonly 'foreign-frame': None;

  readonly 'no-host-settings': None;
  readonly 'no-autostart': None;
  readonly 'no-window': None;
  readonly 'fixed-listener': None;
  readonly 'no-host-api': None;
  readonly 'needs-api': None;
  readonly 'no-token': None;
  readonly 'commands-fixed': None;
  readonly 'no-discovery': None;
  /** Asked over HTTP. */
  readonly 'from-window-only': None;
  readonly 'autostart-refused': BySystem;
  readonly 'autostart-by-system': None;
  readonly 'no-command-line': None;
  readonly 'no-shortcut': None;
  readonly 'shortcut-taken': None;
  readonly 'no-updates': None;
  /** None that this call could act on. */
  readonly 'no-update': None;
  /** Another file is in its place. */
  readonly 'command-line-taken': { readonly path: string };
  /** The program runs from a place that it may leave. */
  readonly 'command-line-passing': None;
  readonly 'command-line-refused': BySystem;
  readonly 'cannot-keep': BySystem;
  readonly starting: None;

  readonly 'port-in-use': Place;
  readonly 'port-forbidden': Place;
  readonly 'not-own-address': Place;
  readonly 'cannot-listen': Place & BySystem;
  readonly 'page-unreadable': BySystem;

  readonly store: { readonly trouble: StoreTrouble };
  readonly 'store-at': { readonly directory: string; readonly trouble: StoreTrouble };
  readonly 'stored-unreadable': None;
  readonly 'directory-in-use': { readonly directory: string; readonly pid: string | null };
  readonly 'newer-database': { readonly directory: string; readonly version: number; readonly newest: number };
  readonly 'backup-damaged': None;
  readonly 'backup-empty': None;
  readonly 'backup-newer': None;

  readonly 'foreign-host': None;
  readonly 'foreign-origin': None;
  readonly 'foreign-computer': None;
  readonly 'token-missing': None;
  readonly 'token-wrong': None;
  readonly 'not-an-api-path': None;
  readonly 'wrong-method': { readonly allowed: readonly string[] };
  readonly 'not-json-type': None;
  /** Bytes. */
  readonly 'body-too-large': { readonly most: number };
  readonly 'body-not-utf8': None;
  readonly 'body-too-deep': None;
  readonly 'body-not-json': None;
  readonly 'too-many-streams': None;
}

type ReasonCode = keyof RefusalFacts;
export type Reason = {
  readonly [C in ReasonCode]: { readonly code: C; readonly facts: RefusalFacts[C] };
}[ReasonCode];

/** A problem in a file. `path` empty: in no single field; `line` null: in the file as a whole. */
export interface FileProblem {
  readonly path: string;
  readonly line: number | null;
  readonly place?: FilePlace;
  readonly problem: Problem;
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly reason: Reason;
  readonly fields?: Problems | undefined;
  readonly file?: readonly FileProblem[] | undefined;
  /** The address at which the program can still be reached, after a refused move. */
  readonly stillAt?: string | undefined;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Refusal };

const errorCodes: Readonly<Record<ReasonCode, ErrorCode>> = {
  fields: 'invalid',
  'no-such-record': 'not-found',
  'no-such-call': 'not-found',
  'call-not-text': 'invalid',
  'nothing-to-recover-from': 'conflict',
  'channel-in-use': 'conflict',
  'location-in-use': 'conflict',
  'maintenance-not-active': 'conflict',
  'not-checked': 'invalid',
  'no-places': 'invalid',
  'places-unavailable': 'unavailable',
  internal: 'internal',
  'foreign-frame': 'forbidden',
  'no-host-settings': 'unavailable',
  'no-autostart': 'unavailable',
  'no-window': 'unavailable',
  'fixed-listener': 'unavailable',
  'no-host-api': 'unavailable',
  'needs-api': 'unavailable',
  'no-token': 'unavailable',
  'commands-fixed': 'unavailable',
  'no-discovery': 'unavailable',
  'from-window-only': 'forbidden',
  'autostart-refused': 'unavailable',
  'autostart-by-system': 'unavailable',
  'no-command-line': 'unavailable',
  'no-shortcut': 'unavailable',
  'shortcut-taken': 'conflict',
  'no-updates': 'unavailable',
  'no-update': 'conflict',
  'command-line-taken': 'conflict',
  'command-line-passing': 'unavailable',
  'command-line-refused': 'unavailable',
  'cannot-keep': 'unavailable',
  starting: 'unavailable',
  'port-in-use': 'conflict',
  'port-forbidden': 'conflict',
  'not-own-address': 'invalid',
  'cannot-listen': 'unavailable',
  'page-unreadable': 'unavailable',
  store: 'unavailable',
  'store-at': 'unavailable',
  'stored-unreadable': 'unavailable',
  'directory-in-use': 'conflict',
  'newer-database': 'conflict',
  'backup-damaged': 'unavailable',
  'backup-empty': 'unavailable',
  'backup-newer': 'conflict',
  'foreign-host': 'forbidden',
  'foreign-origin': 'forbidden',
  'foreign-computer': 'forbidden',
  'token-missing': 'unauthorized',
  'token-wrong': 'unauthorized',
  'not-an-api-path': 'not-found',
  'wrong-method': 'invalid',
  'not-json-type': 'invalid',
  'body-too-large': 'too-large',
  'body-not-utf8': 'invalid',
  'body-too-deep': 'invalid',
  'body-not-json': 'invalid',
  'too-many-streams': 'unavailable',
};

type CodesWithoutFacts = { [C in ReasonCode]: RefusalFacts[C] extends None ? C : never }[ReasonCode];
type Refused = Extract<Outcome<never>, { ok: false }>;

export function refused(code: CodesWithoutFacts): Refused;
export function refused<C extends ReasonCode>(code: C, facts: RefusalFacts[C]): Refused;
export function refused(code: ReasonCode, facts: object = {}): Refused {
  return { ok: false, error: { code: errorCodes[code], reason: { code, facts } as Reason } };
}

/** A taken id, and nothing else, is a conflict. */
export function refusedFields(fields: Problems): Refused {
  const [first, ...others] = Object.values(fields);
  const isConflict = first?.code === 'id-taken' && others.length === 0;
  return {
    ok: false,
    error: { code: isConflict ? 'conflict' : 'invalid', reason: { code: 'fields', facts: {} }, fields },
  };
}

export function refusedFile(file: readonly FileProblem[]): Refused {
  return { ok: false, error: { code: 'invalid', reason: { code: 'fields', facts: {} }, file } };
}
