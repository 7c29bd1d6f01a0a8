/**
 * The vocabulary in which monitor and channel kinds describe their settings. A description is plain data from which derive
 * the TypeScript type, the input schema (schema.ts), defaults and limits (engine/fields), the paths of secrets, the
 * export and the window's form. Free of zod, so that the window can import it.
 */
import type { Assertion, Json } from '../model/monitor.ts';
import type { AssertionSubject } from '../assertion-subjects.ts';
import type { Secret } from '../model/secret.ts';

declare const typed: unique symbol;
/** Carries the types of a field, at compile time alone. `Input` includes undefined where the field may be omitted. */
interface Typed<Value, Input> {
  readonly [typed]?: { readonly value: Value; readonly input: Input };
}

/** The format of a text; the rules are in engine/fields/text-formats.ts. */
export type TextFormat =
  | 'any' // may hold line breaks
  | 'escaped' // may hold line breaks; `\r`, `\n`, `\t`, `\0`, `\xHH` and `\\` stand for what cannot be typed
  | 'line' // no control characters
  | 'web-url' // http or https, without a login in it
  | 'proxy-url' // http, https or socks5, without a login in it
  | 'proxy' // a proxy-url, or `system`
  | 'webhook-url' // https, or http on this computer, without a login in it
  | 'host' // a name or an address, without scheme and port
  | 'server' // a name or an address, with or without a port
  | 'cron' // a cron line
  | 'time-zone' // an IANA name
  | 'mailbox' // `ops@example.com` or `On call <ops@example.com>`
  | 'certificates'; // one or more certificates in PEM

interface TextShape {
  readonly format: TextFormat;
  readonly mayBeEmpty: boolean;
  readonly longest: number;
  readonly placeholder: string;
}

interface FieldShapes {
  readonly text: TextShape & {
    /** May hold secrets, but has to be shown to be edited: sealed in the database, a variable in exports, redacted. */
    readonly isSealed: boolean;
  };
  /** Sealed in the database, hidden from readers, a variable in exports, redacted. A hidden one that comes back keeps the stored one. */
  readonly secret: TextShape;
  /** Generated where none is given, then kept. Sealed in the database, a variable in exports. */
  readonly token: object;
  readonly integer: { readonly least: number; readonly most: number };
  /** Milliseconds; `30s` is accepted as well. */
  readonly duration: { readonly least: number; readonly most: number };
  readonly flag: object;
  readonly choice: { readonly options: readonly (string | number)[] };
  readonly list: {
    readonly item: Field;
    readonly least: number;
    readonly most: number;
    /** `given`: unique items in the given order. `descending`: numbers, sorted, without duplicates. */
    readonly order: 'given' | 'descending';
    /** Texts, one on each line of the form; a single one may be given without a list. */
    readonly isLines?: boolean;
    /** Items may be repeated, and are kept exactly as they are. */
    readonly mayRepeat?: boolean;
  };
  /** Values by name, of request headers or of environment variables. Those that usually hold credentials are secrets. */
  readonly headers: { readonly most: number; readonly of: 'header' | 'variable' };
  readonly assertions: {
    readonly most: number;
    /** The subjects that the kind supports. */
    readonly subjects: readonly AssertionSubject[];
  };
  /** Fields that belong together, stored as an object. */
  readonly group: { readonly fields: Fields };
  /** An object whose `type` determines its fields. */
  readonly variant: { readonly options: Readonly<Record<string, Fields>> };
}
export type FieldType = keyof FieldShapes;

export type FieldOf<T extends FieldType> = FieldShapes[T] & {
  readonly type: T;
  /** May be null, which is then also the default. */
  readonly isOptional: boolean;
  /** Where it is omitted, the definition's `complete` derives it from other fields. */
  readonly isDerived?: boolean;
  /** Absent: the field is required, or derived. */
  readonly default?: Json;
  /** The initial value in the form of a field without default. */
  readonly suggestion?: Json;
};
type AnyField = { [T in FieldType]: FieldOf<T> }[FieldType];

export type Field<Value = unknown, Input = unknown> = AnyField & Typed<Value, Input>;
/** A field with a default, which may therefore be omitted. */
type DefaultedField<Value, Input = Value> = Field<Value, Input | undefined> & { readonly default: Json };
export type Fields = Readonly<Record<string, Field>>;

// --- Types -----------------------------------------------------------------------------------------

type ValueOf<F> = F extends Typed<infer Value, unknown> ? Value : never;
type InputOf<F> = F extends Typed<unknown, infer Input> ? Input : never;
type OmittableKeys<F> = { [K in keyof F]: undefined extends InputOf<F[K]> ? K : never }[keyof F];

/** A record of these fields as it is stored and returned: every default filled in. */
export type ValuesOf<F> = { readonly [K in keyof F]: ValueOf<F[K]> };
/** As a person or a script writes it. */
export type InputsOf<F> = { [K in Exclude<keyof F, OmittableKeys<F>>]: InputOf<F[K]> } & {
  [K in OmittableKeys<F>]?: InputOf<F[K]>;
};
/** Parsed by the schema: shapes are right, durations are milliseconds, and what is no number or duration is as it was written. */
export type Given = Readonly<Record<string, unknown>>;

// --- The fields ------------------------------------------------------------------------------------

/** With a default the field may be omitted. */
interface Default<Value> {
  readonly default: Value;
}
interface TextOptions {
  readonly format?: TextFormat;
  readonly mayBeEmpty?: boolean;
  /** Characters. */
  readonly longest?: number;
  readonly placeholder?: string;
}

interface PlainTextOptions extends TextOptions {
  readonly isSealed?: boolean;
}

const plainText: TextShape = { format: 'line', mayBeEmpty: false, longest: 1_000, placeholder: '' };

export function text(options: PlainTextOptions & Default<string>): DefaultedField<string>;
export function text(options?: PlainTextOptions): Field<string, string>;
export function text(options: PlainTextOptions = {}): Field {
  return { type: 'text', isOptional: false, isSealed: false, ...plainText, ...options };
}

export function secret(options: TextOptions = {}): Field<Secret, Secret> {
  return { type: 'secret', isOptional: false, ...plainText, ...options };
}

/** Unguessable, 16 to 64 characters of `A-Za-z0-9_-`. */
export function token(): Field<string, string | undefined> & { readonly type: 'token' } {
  return { type: 'token', isOptional: false, isDerived: true };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

export function integer(options: Bounds & Default<number>): DefaultedField<number>;
export function integer(options: Bounds): Field<number, number>;
export function integer(options: Bounds): Field {
  return { type: 'integer', isOptional: false, ...options };
}

/** Bounds and default are milliseconds. */
export function duration(options: Bounds & Default<number>): DefaultedField<number, number | string>;
export function duration(options: Bounds): Field<number, number | string>;
export function duration(options: Bounds): Field {
  return { type: 'duration', isOptional: false, ...options };
}

export function flag(initial: boolean): DefaultedField<boolean> {
  return { type: 'flag', isOptional: false, default: initial };
}

export function choice<const O extends readonly (string | number)[]>(
  options: O,
  initial: O[number],
): DefaultedField<O[number]>;
export function choice<const O extends readonly (string | number)[]>(options: O): Field<O[number], O[number]>;
export function choice(options: readonly (string | number)[], initial?: string | number): Field {
  return { type: 'choice', isOptional: false, options, ...(initial === undefined ? {} : { default: initial }) };
}

interface ListOptions {
  readonly least?: number;
  readonly most: number;
  readonly order?: 'given' | 'descending';
}

export function list<V, I>(
  item: Field<V, I>,
  options: ListOptions & Default<readonly (V & Json)[]>,
): DefaultedField<readonly V[], readonly NonNullable<I>[]>;
export function list<V, I>(item: Field<V, I>, options: ListOptions): Field<readonly V[], readonly I[]>;
export function list(item: Field, { least = 0, order = 'given', ...rest }: ListOptions): Field {
  return { type: 'list', isOptional: false, item, least, order, ...rest };
}

/** A list of texts that contain commas. A text is read as one item per line. */
export function lines(
  item: Field<string, string>,
  { most }: { readonly most: number },
): DefaultedField<readonly string[], readonly string[] | string> {
  return { type: 'list', isOptional: false, item, least: 0, most, order: 'given', isLines: true, default: [] };
}

/** A program and its arguments. A text is read as one word per line. */
export function argv(): Field<readonly string[], readonly string[] | string> {
  const item = text({ format: 'any', mayBeEmpty: true, longest: 10_000 });
  const limits = { least: 1, most: 100, order: 'given', isLines: true, mayRepeat: true } as const;
  return { type: 'list', isOptional: false, item, ...limits };
}

type Headers = Readonly<Record<string, Secret>>;
export function headers(): DefaultedField<Headers> {
  return { type: 'headers', of: 'header', isOptional: false, most: 50, default: {} };
}

/** Environment variables. */
export function variables(): DefaultedField<Headers> {
  return { type: 'headers', of: 'variable', isOptional: false, most: 50, default: {} };
}

export function assertions(
  subjects: readonly AssertionSubject[],
  initial: readonly (Assertion & Json)[] = [],
): DefaultedField<readonly Assertion[]> & FieldOf<'assertions'> {
  return { type: 'assertions', isOptional: false, most: 50, subjects, default: initial };
}

export function group<F extends Fields>(fields: F): Field<ValuesOf<F>, InputsOf<F>> {
  return { type: 'group', isOptional: false, fields };
}

type VariantValue<O> = { readonly [K in keyof O]: { readonly type: K } & ValuesOf<O[K]> }[keyof O];
type VariantInput<O> = { readonly [K in keyof O]: { readonly type: K } & InputsOf<O[K]> }[keyof O];

export function variant<O extends Readonly<Record<string, Fields>>>(
  options: O,
): Field<VariantValue<O>, VariantInput<O>> {
  return { type: 'variant', isOptional: false, options };
}

/** The same field, which may be null; null is also the default. */
export function optional<V, I>(field: Field<V, I>): DefaultedField<V | null, I | null> {
  return { ...field, isOptional: true, default: null };
}

/** The same field, which may be omitted: the definition's `complete` then derives it from the others. */
export function derived<V, I>(field: Field<V, I>): Field<V, I | undefined> {
  return { ...field, isDerived: true };
}

/** The same required field, with an initial value in the form. */
export function suggested<V, I>(field: Field<V, I>, suggestion: V & Json): Field<V, I> {
  return { ...field, suggestion };
}
