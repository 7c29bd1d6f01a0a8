/**
 * Turns input into the values of a record: fills in defaults, trims text, restores hidden secrets and checks every limit.
 * All problems are returned at once, one per field; normalising a value again changes nothing.
 */
import type { Field, FieldOf, Fields, Given, ValuesOf } from '../../contract/fields/field.ts';
import { pingToken } from '../../contract/ping-token.ts';
import { problem, type Problem, type Problems } from '../../contract/problems.ts';
import type { Assertion } from '../../contract/model/monitor.ts';
import type { Secret } from '../../contract/model/secret.ts';
import { assertionProblems } from '../assertions/assertion-rules.ts';
import { headerNameProblem, headerValueProblem } from './header-rules.ts';
import { variableNameProblem, variableValueProblem } from './variable-rules.ts';
import { bareAddressOf, formatProblem } from './text-formats.ts';

export interface Normalised<T> {
  /** Not valid if there are problems. */
  readonly value: T;
  readonly problems: Problems;
}

/** Fields of a kind: which hidden secrets were restored is for the caller to judge, who knows their origin. */
export interface NormalisedFields<T> extends Normalised<T> {
  /** Paths of the stored secrets that the input hides. */
  readonly kept: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

interface Context {
  /** The path of the field: `smtp.port`. */
  readonly path: string;
  /** The stored value; undefined: none. */
  readonly stored: unknown;
  readonly makeToken: (() => string) | undefined;
  readonly keep: (path: string) => void;
  readonly report: (path: string, problem: Problem | null) => void;
}

export interface NormaliseOptions {
  /** The stored record being replaced, with clear secrets; null: none. */
  readonly existing: object | null;
  /** Absent: a token has to be given or stored. */
  readonly makeToken?: () => string;
}

export function normaliseFields<F extends Fields>(
  fields: F,
  given: Given,
  { existing, makeToken }: NormaliseOptions,
): NormalisedFields<ValuesOf<F>> {
  const problems: Record<string, Problem> = {};
  const kept: string[] = [];
  const value = normaliseRow(fields, given, {
    path: '',
    stored: existing ?? undefined,
    makeToken,
    keep: (path) => void kept.push(path),
    report(path, found) {
      if (found !== null) problems[path] ??= found;
    },
  });
  return { value: value as ValuesOf<F>, problems, kept };
}

function normaliseRow(fields: Fields, given: Row, context: Context): Row {
  const stored = isRow(context.stored) ? context.stored : {};
  const prefix = context.path === '' ? '' : `${context.path}.`;
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const inner: Context = { ...context, path: prefix + name, stored: stored[name] };
      return [name, normaliseField(field, given[name], inner)];
    }),
  );
}

function normaliseField(field: Field, given: unknown, context: Context): unknown {
  const value = given === undefined ? field.default : given;
  // Nobody could see what is stored: an empty text does not mean to remove it.
  if (isUnreadableText(field, context.stored) && (value ?? '') === '') return context.stored;
  if (field.type === 'token') return normaliseToken(value, context);
  if (value === undefined) {
    // The form has fields for the missing fields of a group, not for the group.
    if (field.type === 'group') return normaliseRow(field.fields, {}, context);
    context.report(context.path, problem('required'));
    return value;
  }
  return field.isOptional && isNothing(field, value) ? null : normaliseValue(field, value, context);
}

/** A shown secret that could not be opened: see runtime/secrets.ts. */
function isUnreadableText(field: Field, stored: unknown): boolean {
  return (field.type === 'token' || (field.type === 'text' && field.isSealed)) && isRow(stored);
}

/** Without a given token the stored one stays, since scripts use it. */
function normaliseToken(given: unknown, { path, stored, makeToken, report }: Context): string {
  const token = typeof given === 'string' ? given.trim() : typeof stored === 'string' ? stored : makeToken?.();
  if (token === undefined) {
    report(path, problem('required'));
    return '';
  }
  report(path, pingToken.test(token) ? null : problem('not-token'));
  return token;
}

/** The schema has checked the types; see contract/fields/schema.ts. */
function normaliseValue(field: Field, value: unknown, context: Context): unknown {
  switch (field.type) {
    case 'text':
      return normaliseText(field, value as string, context);
    case 'secret':
      return normaliseSecret(field, value as Secret, context);
    case 'integer':
    case 'duration':
      return normaliseNumber(field, value as number | string, context);
    case 'token':
    case 'flag':
    case 'choice':
      return value;
    case 'list':
      return normaliseList(field, value as readonly unknown[], context);
    case 'headers':
      return normaliseHeaders(field, value as Headers, context);
    case 'assertions':
      return normaliseAssertions(field, value as readonly Assertion[], context);
    case 'group':
      return normaliseRow(field.fields, value as Row, context);
    case 'variant':
      return normaliseVariant(field, value as Row, context);
  }
}

/** An empty text is a text left out, but a number that cannot be read. */
function isNothing(field: Field, value: unknown): boolean {
  if (value === null) return true;
  if (field.type === 'integer' || field.type === 'duration') return false;
  if (value === '') return true;
  return field.type === 'text' && field.format !== 'any' && typeof value === 'string' && value.trim() === '';
}

function normaliseText(field: FieldOf<'text'>, value: string, { path, report }: Context): string {
  const text = field.format === 'any' ? value : value.trim();
  report(path, textProblem(text, field));
  return text;
}

function normaliseSecret(field: FieldOf<'secret'>, value: Secret, context: Context): Secret {
  const { format } = field;
  const { path, report } = context;
  if (typeof value !== 'string') return keepSecret(value, context);
  // A password may begin or end with a blank, an address may not.
  const text = format === 'line' || format === 'any' ? value : value.trim();
  report(path, textProblem(text, field));
  return text;
}

/** A hidden secret means the stored one. */
function keepSecret(hidden: Secret, { path, stored, keep, report }: Context): Secret {
  if (typeof stored !== 'string' && !isRow(stored)) {
    report(path, problem('no-stored-secret'));
    return hidden;
  }
  keep(path);
  return stored as Secret;
}

/** NaN: it is derived from one that cannot be read, which is reported instead. */
function normaliseNumber(
  { type, least, most }: FieldOf<'integer' | 'duration'>,
  value: number | string,
  { path, report }: Context,
): number {
  const isCount = type === 'integer';
  if (typeof value === 'string') {
    report(path, unreadable(value, isCount ? 'not-a-number' : 'not-a-duration'));
    return Number.NaN;
  }
  const isFine = value >= least && value <= most && (!isCount || Number.isInteger(value));
  const code = isCount ? 'not-in-range' : 'duration-not-in-range';
  report(path, isFine || Number.isNaN(value) ? null : problem(code, { least, most }));
  return value;
}

export function unreadable(text: string, code: 'not-a-number' | 'not-a-duration'): Problem {
  return problem(text.trim() === '' ? 'empty' : code);
}

function normaliseList(
  { item, least, most, order, mayRepeat = false }: FieldOf<'list'>,
  value: readonly unknown[],
  context: Context,
): readonly unknown[] {
  const { path, report } = context;
  if (value.length < least) report(path, problem('too-few', { least }));
  if (value.length > most) report(path, problem('too-many', { most }));
  const items = value.map((one, index) =>
    normaliseField(item, one, { ...context, path: `${path}.${String(index)}`, stored: undefined }),
  );
  if (mayRepeat) return items;
  if (order === 'descending') return Array.from(new Set(items as readonly number[])).sort((a, b) => b - a);
  const keys = items.map((one) => (typeof one === 'string' ? bareAddressOf(one) : one));
  keys.forEach((key, index) => {
    if (keys.indexOf(key) < index) report(`${path}.${String(index)}`, problem('duplicate'));
  });
  return items;
}

function normaliseAssertions(
  { most, subjects }: FieldOf<'assertions'>,
  value: readonly Assertion[],
  { path, report }: Context,
): readonly Assertion[] {
  if (value.length > most) {
    report(path, problem('too-many', { most }));
    return value;
  }
  return value.map((given, index) => {
    const assertion = withoutUndefined(given);
    if (!subjects.includes(assertion.on)) {
      report(`${path}.${String(index)}.on`, problem('subject-not-for-kind', { subjects }));
      return assertion;
    }
    for (const [field, found] of Object.entries(assertionProblems(assertion))) {
      report(`${path}.${String(index)}.${field}`, found);
    }
    return assertion;
  });
}

function normaliseVariant({ options }: FieldOf<'variant'>, value: Row, context: Context): Row {
  const type = String(value.type);
  const isSameType = isRow(context.stored) && context.stored.type === type;
  const stored = isSameType ? context.stored : undefined;
  return { type, ...normaliseRow(options[type] ?? {}, value, { ...context, stored }) };
}

function textProblem(text: string, { format, longest, mayBeEmpty }: FieldOf<'text' | 'secret'>): Problem | null {
  if (text === '') return mayBeEmpty ? null : problem('empty');
  if (text.length > longest) return problem('too-long', { most: longest });
  return formatProblem(format, text);
}

type Headers = Readonly<Record<string, Secret>>;

function normaliseHeaders({ most, of }: FieldOf<'headers'>, given: Headers, context: Context): Headers {
  const { path, stored, report } = context;
  const entries = Object.entries(given);
  if (entries.length > most) report(path, problem('too-many', { most }));
  const kept = new Map(Object.entries(isRow(stored) ? stored : {}).map(([name, value]) => [name.toLowerCase(), value]));
  const seen = new Set<string>();
  const normalised = entries.map(([name, value]): [string, Secret] => {
    const [at, lower] = [`${path}.${name}`, name.toLowerCase()];
    if (seen.has(lower)) report(at, problem('duplicate'));
    seen.add(lower);
    report(at, entryProblem(of, name, value));
    if (typeof value === 'string') return [name, value];
    return [name, keepSecret(value, { ...context, path: at, stored: kept.get(lower) })];
  });
  return Object.fromEntries(normalised);
}

function entryProblem(of: FieldOf<'headers'>['of'], name: string, value: Secret): Problem | null {
  return of === 'header'
    ? (headerNameProblem(name) ?? headerValueProblem(value))
    : (variableNameProblem(name) ?? variableValueProblem(value));
}

/** So that a record is the same before and after storing. */
function withoutUndefined(assertion: Assertion): Assertion {
  return Object.fromEntries(
    Object.entries(assertion).filter(([, value]) => value !== undefined),
  ) as unknown as Assertion;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
