/**
 * The operators of assertions on one actual value. Bodies and headers are compared as text, values of a JSONPath by type:
 * 1 is not "1". Numbers are compared by their exact decimal value, integers over 2^53 also with their digits as text.
 */
import type { AssertionOperator, Json } from '../../contract/model/monitor.ts';
import { patternOf } from './pattern.ts';
import { compareDecimals, isLargeInteger, numberText, writtenJson } from './written-number.ts';

/** `exists` needs no value, and the `not...` operators negate their counterparts. */
export type ValueOperator = Exclude<AssertionOperator, 'exists' | 'notEquals' | 'notContains'>;

/** Null: it would take too long to find out. */
type Holds = (actual: Json, expected: Json) => boolean | null;

const operators: Readonly<Record<ValueOperator, Holds>> = {
  equals: isEqual,
  in: (actual, expected) => isList(expected) && expected.some((item) => isEqual(actual, item)),
  contains: (actual, expected) =>
    isList(actual)
      ? actual.some((item) => isEqual(item, expected))
      : typeof actual === 'string' && numberText(actual) === null && actual.includes(textOf(expected)),
  matches: (actual, expected) => patternOf(textOf(expected)).occursIn(textOf(actual)),
  lessThan: (actual, expected) => compareDecimals(decimalText(actual), decimalText(expected)) < 0,
  greaterThan: (actual, expected) => compareDecimals(decimalText(actual), decimalText(expected)) > 0,
};

export function holds(operator: ValueOperator, actual: Json, expected: Json): boolean | null {
  return operators[operator](actual, expected);
}

/** The expected value of a text subject: `42` becomes `"42"`. */
export function asText(expected: Json): Json {
  return isList(expected) ? expected.map(textOf) : textOf(expected);
}

export function textOf(value: Json): string {
  return typeof value === 'string' && numberText(value) === null ? value : writtenJson(value);
}

/** APIs return numbers as text as well. */
function decimalText(value: Json): string {
  return numberText(value) ?? (typeof value === 'string' ? value : '');
}

function isEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  const [x, y] = [exactText(a), exactText(b)];
  if (x !== null && y !== null && (numberText(a) !== null || numberText(b) !== null))
    return compareDecimals(x, y) === 0;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isList(a) || isList(b)) {
    return isList(a) && isList(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index] ?? null));
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key] ?? null, b[key] ?? null))
  );
}

/** Null: neither a number nor the digits of one that only text can express. */
function exactText(value: Json): string | null {
  return numberText(value) ?? (typeof value === 'string' && isLargeInteger(value) ? value : null);
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
