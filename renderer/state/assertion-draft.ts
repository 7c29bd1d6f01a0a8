/**
 * Assertions as rows of a form: valid comparisons, and the conversion between the value field's text and the value. A
 * JSON value is parsed as JSON if it is valid (`5`, `true`, `"5"`), else taken as a string, so that `ok` needs no
 * quotes.
 */
import type { Assertion, AssertionOperator, Json } from '../../electron/contract/model/monitor.ts';
import { isNumeric, shapeOf, type AssertionSubject } from '../../electron/contract/assertion-subjects.ts';
import type { ResponseEvidence } from '../../electron/contract/model/state.ts';
import type { WordedAssertionResult } from '../../electron/contract/worded.ts';

/** `absent`: `exists` with the value false. */
type DraftOperator = AssertionOperator | 'absent';

/** Those of a subject. */
export function operatorsOf(on: AssertionSubject): readonly DraftOperator[] {
  const { offered } = shapeOf(on);
  return offered.includes('exists') ? [...offered, 'absent'] : offered;
}

export function hasValue({ is }: Pick<AssertionDraft, 'is'>): boolean {
  return is !== 'exists' && is !== 'absent';
}

export interface AssertionDraft {
  /** Identifies rows while they are edited. */
  readonly key: number;
  on: AssertionSubject;
  is: DraftOperator;
  path: string;
  value: string;
  /** `body contains` only. */
  ignoreJsonWhitespace: boolean;
  /** JSON only: one of several values is enough. */
  any: boolean;
}

function hasPath(on: AssertionSubject): boolean {
  return shapeOf(on).path !== null;
}

let lastKey = 0;

export function newAssertion(
  on: AssertionSubject,
  given: Partial<Omit<AssertionDraft, 'key' | 'on'>> = {},
): AssertionDraft {
  lastKey += 1;
  const { offered, example, path: syntax } = shapeOf(on);
  const is = offered[0] ?? 'equals';
  const path = syntax === 'json' ? '$.' : '';
  return { key: lastKey, on, is, path, value: example, ignoreJsonWhitespace: true, any: false, ...given };
}

/** The row for another subject: whatever is still valid is kept. */
export function changeSubject(draft: AssertionDraft, on: AssertionSubject): AssertionDraft {
  const fresh = newAssertion(on);
  const is = operatorsOf(on).includes(draft.is) ? draft.is : fresh.is;
  const keepsValue = !isNumeric(draft.on) && !isNumeric(on);
  return { ...fresh, key: draft.key, is, value: keepsValue ? draft.value : fresh.value };
}

function asNumber(text: string): Json {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) && !isLargeInteger(text) ? number : text;
}

/** As a number it might stand for another integer. */
function isLargeInteger(text: string): boolean {
  return /^-?\d{16,}$/.test(text.trim()) && Math.abs(Number(text)) > Number.MAX_SAFE_INTEGER;
}

function asJson(text: string): Json {
  if (isLargeInteger(text)) return text.trim();
  try {
    // JSON.parse produces only JSON.
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** Items of a comma-separated list; quoted items may contain commas where the subject is JSON. */
function asList(on: AssertionSubject, text: string): Json {
  if (shapeOf(on).operand === 'json') {
    const whole = asJson(`[${text}]`);
    if (isList(whole)) return whole;
  }
  const parts = text.split(',').map((part) => part.trim());
  const items = parts.filter((part) => part !== '');
  return shapeOf(on).isList === true ? items : items.map((part) => scalarOf(on, part));
}

function scalarOf(on: AssertionSubject, text: string): Json {
  if (shapeOf(on).isList === true) return asTexts(text);
  if (isNumeric(on)) return asNumber(text);
  return shapeOf(on).operand === 'json' ? asJson(text) : text;
}

/** `["a", "b"]`, or one text as it is. */
function asTexts(text: string): Json {
  const list = text.trim().startsWith('[') ? asJson(text) : text;
  return isList(list) && list.every((item) => typeof item === 'string') ? list : text;
}

export function valueOf({ on, is, value }: Pick<AssertionDraft, 'on' | 'is' | 'value'>): Json {
  if (is === 'in') return asList(on, value);
  if (is === 'lessThan' || is === 'greaterThan') return asNumber(value);
  if (is === 'matches' || is === 'contains' || is === 'notContains') return value;
  return scalarOf(on, value);
}

const onEachValue: readonly DraftOperator[] = ['equals', 'in', 'matches', 'lessThan', 'greaterThan'];

/** Whether the path may select several values of which one is enough. */
export function mayBeAny({ on, is }: Pick<AssertionDraft, 'on' | 'is'>): boolean {
  return shapeOf(on).path === 'json' && onEachValue.includes(is);
}

/** A JSONPath with a wildcard, a descent, a filter, a slice or a list of selectors. */
export function selectsSeveral(path: string): boolean {
  return /\*|\.\.|\[\?|\[[^\]'"]*[:,]/.test(path);
}

export function toAssertion(draft: AssertionDraft): Assertion {
  return {
    on: draft.on,
    is: draft.is === 'absent' ? 'exists' : draft.is,
    ...(draft.is === 'absent' ? { value: false } : hasValue(draft) ? { value: valueOf(draft) } : {}),
    ...(hasPath(draft.on) ? { path: draft.path.trim() } : {}),
    ...(shapeOf(draft.on).isContent && draft.is === 'contains' && !draft.ignoreJsonWhitespace
      ? { ignoreJsonWhitespace: false }
      : {}),
    ...(draft.any && mayBeAny(draft) ? { any: true } : {}),
  };
}

/** The row's result in the latest test; null: not tested yet, or changed since. */
export function resultFor(
  draft: AssertionDraft,
  results: readonly WordedAssertionResult[],
): WordedAssertionResult | null {
  const wanted = JSON.stringify(Object.entries(toAssertion(draft)).sort());
  return results.find(({ assertion }) => JSON.stringify(Object.entries(assertion).sort()) === wanted) ?? null;
}

/** Text that would parse as another type is quoted: the string "5" is not the number 5. */
function jsonText(value: Json): string {
  return typeof value === 'string' && asJson(value) === value ? value : JSON.stringify(value);
}

function valueText({ on, is, value }: Assertion): string {
  if (value === undefined) return '';
  const isText = shapeOf(on).operand !== 'json' || is === 'matches' || is === 'contains' || is === 'notContains';
  const one = (part: Json): string => (isText && typeof part === 'string' ? part : jsonText(part));
  if (is !== 'in' || !Array.isArray(value)) return one(value);
  return value.map((part: Json) => (shapeOf(on).operand === 'json' ? JSON.stringify(part) : one(part))).join(', ');
}

function isAbsent({ is, value }: Assertion): boolean {
  return is === 'exists' && value === false;
}

export function fromAssertion(assertion: Assertion): AssertionDraft {
  return newAssertion(assertion.on, {
    is: isAbsent(assertion) ? 'absent' : assertion.is,
    path: assertion.path ?? '',
    value: valueText(assertion),
    ignoreJsonWhitespace: assertion.ignoreJsonWhitespace ?? true,
    any: assertion.any ?? false,
  });
}

const maxDepth = 3;

/** A JSONPath step; names that are not identifiers are in brackets. */
function stepTo(path: string, name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values that reflect health rather than the moment: words and booleans, no changing numbers. */
function leaves(value: Json, path: string, depth: number): readonly Assertion[] {
  if (typeof value === 'boolean' || (typeof value === 'string' && value.length <= 40)) {
    return path === '$' ? [] : [{ on: 'json', is: 'equals', path, value }];
  }
  if (!isObject(value) || depth >= maxDepth) return [];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, stepTo(path, name), depth + 1));
}

/** Assertions that a response suggests. */
export function assertionsFor(response: ResponseEvidence): readonly Assertion[] {
  const status: Assertion = { on: 'status', is: 'equals', value: response.status };
  // What an error page holds is not what is expected of the service.
  if (response.status >= 400) return [status];
  const type = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return [
    status,
    ...(response.bodyTruncated ? [] : inDocument(asJson(response.body))),
    ...(type === undefined
      ? []
      : [{ on: 'header', is: 'contains', path: 'content-type', value: type.split(';')[0] ?? type } as const]),
  ];
}

const graphQlMembers = new Set(['data', 'errors', 'extensions']);

/** A GraphQL server reports errors with status 200. */
function inDocument(document: Json): readonly Assertion[] {
  const names = isObject(document) ? Object.keys(document) : [];
  const isGraphQl =
    names.some((name) => name === 'data' || name === 'errors') && names.every((name) => graphQlMembers.has(name));
  const noErrors = { on: 'json', is: 'exists', path: '$.errors', value: false } as const;
  return [...(isGraphQl ? [noErrors] : []), ...leaves(document, '$', 0)];
}
