/**
 * The form model of a definition's fields, mostly text, and its conversion in both directions. Nothing is validated
 * here: the engine reports invalid input.
 */
import { formatDuration } from '../../electron/contract/duration.ts';
import type { Field, FieldOf, Fields, InputsOf, ValuesOf } from '../../electron/contract/fields/field.ts';
import type { Assertion } from '../../electron/contract/model/monitor.ts';
import type { Secret } from '../../electron/contract/model/secret.ts';
import { fromAssertion, toAssertion, type AssertionDraft } from './assertion-draft.ts';
import { fromSecret, toSecret, type SecretDraft } from './secret-draft.ts';

export interface HeaderDraft {
  readonly key: number;
  name: string;
  value: SecretDraft;
}

/** Each option keeps its input while another one is selected. */
export interface VariantDraft {
  /** Empty: no option. */
  type: string;
  options: { [type: string]: FieldsDraft };
}

/**
 * Texts, numbers and durations (`30s`) are held as text, empty if there is none; lists of them are comma-separated, or have an
 * item on each line. A
 * choice is held as itself, empty if nothing is chosen. A token is given to a new record alone; else it is empty.
 */
export type FieldDraft =
  string | number | boolean | SecretDraft | HeaderDraft[] | AssertionDraft[] | VariantDraft | FieldsDraft;
export interface FieldsDraft {
  [name: string]: FieldDraft;
}

/** The draft of values of these types, for a form written by hand. */
export type DraftOf<Values> = { -readonly [K in keyof Values]: DraftOfValue<NonNullable<Values[K]>, Values[K]> };

/** In brackets, so that a union does not distribute. */
type DraftOfValue<V, Given> = [V] extends [boolean]
  ? boolean
  : [V] extends [string | number]
    ? DraftOfScalar<V, Given>
    : [V] extends [Secret]
      ? SecretDraft
      : [V] extends [readonly Assertion[]]
        ? AssertionDraft[]
        : [V] extends [readonly unknown[]]
          ? string
          : string extends keyof V
            ? HeaderDraft[]
            : [V] extends [{ readonly type: string }]
              ? DraftOfVariant<V, Given>
              : DraftOf<V>;
type DraftOfScalar<V, Given> = string extends V ? string : number extends V ? string : V | NoneOf<Given>;
interface DraftOfVariant<V extends { readonly type: string }, Given> {
  type: V['type'] | NoneOf<Given>;
  options: { [T in V['type']]: DraftOf<Omit<Extract<V, { readonly type: T }>, 'type'>> };
}
type NoneOf<Given> = null extends Given ? '' : never;

type Row = Readonly<Record<string, unknown>>;

// --- Into a form -----------------------------------------------------------------------------------

/** For a new record: defaults and suggestions. */
export function blankFields<F extends Fields>(fields: F): DraftOf<ValuesOf<F>> {
  return draftOfRow(fields, {}) as DraftOf<ValuesOf<F>>;
}

/** @param values the record; its other members are ignored. */
export function fieldsDraftOf<F extends Fields>(fields: F, values: ValuesOf<F>): DraftOf<ValuesOf<F>> {
  return draftOfRow(fields, values) as DraftOf<ValuesOf<F>>;
}

function draftOfRow(fields: Fields, row: Row): FieldsDraft {
  return mapValues(fields, (field, name) => {
    const value = row[name];
    return draftOfField(field, value === undefined ? (field.default ?? field.suggestion ?? null) : value);
  });
}

/** @param value null: there is none. */
function draftOfField(field: Field, value: unknown): FieldDraft {
  switch (field.type) {
    case 'text':
      return (value as string | null) ?? '';
    case 'secret':
      return fromSecret(value as Secret | null);
    case 'token':
      return '';
    case 'integer':
      return typeof value === 'number' ? String(value) : '';
    case 'duration':
      return value === null ? '' : formatDuration(value as number);
    case 'flag':
      return value === true;
    case 'choice':
      return (value as string | number | null) ?? (field.isOptional ? '' : (field.options[0] ?? ''));
    case 'list':
      return ((value ?? []) as readonly unknown[])
        .map((item) => draftOfField(field.item, item) as string)
        .join(field.isLines === true ? '\n' : ', ');
    case 'headers':
      return Object.entries((value ?? {}) as Readonly<Record<string, Secret>>).map(([name, one]) =>
        newHeader(name, one),
      );
    case 'assertions':
      return ((value ?? []) as readonly Assertion[]).map(fromAssertion);
    case 'group':
      return draftOfRow(field.fields, (value ?? {}) as Row);
    case 'variant':
      return draftOfVariant(field, value as Row | null);
  }
}

function draftOfVariant({ options, isOptional }: FieldOf<'variant'>, value: Row | null): VariantDraft {
  const first = isOptional ? '' : (Object.keys(options)[0] ?? '');
  const type = value === null ? first : String(value.type);
  return {
    type,
    options: Object.fromEntries(
      Object.entries(options).map(([name, fields]) => [name, draftOfRow(fields, name === type ? (value ?? {}) : {})]),
    ),
  };
}

let lastKey = 0;

export function newHeader(name = '', value: Secret = ''): HeaderDraft {
  lastKey += 1;
  return { key: lastKey, name, value: fromSecret(value) };
}

// --- Out of a form ---------------------------------------------------------------------------------

export function fieldsInput<F extends Fields>(fields: F, draft: DraftOf<ValuesOf<F>>): InputsOf<F> {
  return inputOfRow(fields, draft) as InputsOf<F>;
}

function inputOfRow(fields: Fields, draft: FieldsDraft): Row {
  const inputs = mapValues(fields, (field, name) => inputOfField(field, draft[name] ?? ''));
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
}

/** Undefined: the engine computes it. */
function inputOfField(field: Field, draft: FieldDraft): unknown {
  if (draft === '' && field.isOptional) return null;
  if (draft === '' && field.isDerived === true) return undefined;
  switch (field.type) {
    case 'text':
    case 'token':
    case 'duration':
    case 'flag':
    case 'choice':
      return draft;
    case 'secret': {
      const secret = toSecret(draft as SecretDraft);
      return secret === '' && field.isOptional ? null : secret;
    }
    case 'integer':
      return toNumber(draft as string);
    case 'list':
      return partsOf(field, draft as string).map((part) => inputOfField(field.item, part));
    case 'headers':
      return inputOfHeaders(draft as HeaderDraft[]);
    case 'assertions':
      return (draft as AssertionDraft[]).map(toAssertion);
    case 'group':
      return field.isOptional && isBlank(field.fields, draft as FieldsDraft)
        ? null
        : inputOfRow(field.fields, draft as FieldsDraft);
    case 'variant': {
      const { type, options } = draft as VariantDraft;
      return type === '' ? null : { type, ...inputOfRow(field.options[type] ?? {}, options[type] ?? {}) };
    }
  }
}

/** Nothing is entered. A stored secret alone does not count, since it cannot be emptied: the group would be there for good. */
function isBlank(fields: Fields, draft: FieldsDraft): boolean {
  return JSON.stringify(forgetInRow(fields, draft)) === JSON.stringify(draftOfRow(fields, {}));
}

/** Anything that is not a number is sent as it is: the engine then reports the field. Infinity would arrive as null. */
function toNumber(text: string): number | string {
  return text.trim() === '' || !Number.isFinite(Number(text)) ? text : Number(text);
}

/** A text may contain spaces (`On call <ops@example.com>`), a number may not. */
function partsOf({ item, isLines }: FieldOf<'list'>, text: string): readonly string[] {
  const separators = item.type === 'text' ? /[,;\n]+/ : /[\s,;]+/;
  const parts = text.split(isLines === true ? '\n' : separators);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Empty rows are not sent. */
function inputOfHeaders(headers: readonly HeaderDraft[]): Readonly<Record<string, Secret>> {
  const named = headers.filter(({ name, value }) => name.trim() !== '' || value.text !== '');
  return Object.fromEntries(named.map(({ name, value }) => [name.trim(), toSecret(value)]));
}

/** Some field that has to be filled in is still empty. */
export function lacksFields(fields: Fields, draft: FieldsDraft): boolean {
  return Object.entries(fields).some(([name, field]) => {
    const value = draft[name];
    const isNeeded = field.default === undefined && field.isDerived !== true && field.type !== 'token';
    return isNeeded && typeof value === 'string' && value.trim() === '';
  });
}

// --- As a copy -------------------------------------------------------------------------------------

/** The draft for a copy: stored secrets cannot be read, so they are left out. */
export function withoutStoredSecrets<F extends Fields>(fields: F, draft: DraftOf<ValuesOf<F>>): DraftOf<ValuesOf<F>> {
  return forgetInRow(fields, draft) as DraftOf<ValuesOf<F>>;
}

function forgetInRow(fields: Fields, draft: FieldsDraft): FieldsDraft {
  return mapValues(fields, (field, name) => forgetInField(field, draft[name] ?? ''));
}

function forgetInField(field: Field, draft: FieldDraft): FieldDraft {
  switch (field.type) {
    case 'secret':
      return forgetStored(draft as SecretDraft);
    case 'headers':
      return (draft as HeaderDraft[]).map((header) => ({ ...header, value: forgetStored(header.value) }));
    case 'group':
      return forgetInRow(field.fields, draft as FieldsDraft);
    case 'variant': {
      const { type, options } = draft as VariantDraft;
      return { type, options: mapValues(options, (one, name) => forgetInRow(field.options[name] ?? {}, one)) };
    }
    case 'text':
    case 'token':
    case 'integer':
    case 'duration':
    case 'flag':
    case 'choice':
    case 'list':
    case 'assertions':
      return draft;
  }
}

function forgetStored(secret: SecretDraft): SecretDraft {
  return { ...secret, isStored: false };
}

function mapValues<T, U>(row: Readonly<Record<string, T>>, map: (one: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(row).map(([name, one]) => [name, map(one, name)]));
}
