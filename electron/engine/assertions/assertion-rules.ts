/** Validates assertions: which operators suit which subject, and which values suit the operator. */
import type { Assertion, Json } from '../../contract/model/monitor.ts';
import { shapeOf, type AssertionSubject } from '../../contract/assertion-subjects.ts';
import { problem, type Problem, type Problems } from '../../contract/problems.ts';
import { jsonPathOf } from './json-path.ts';
import { patternOf } from './pattern.ts';
import { exactLimit, isLargeInteger } from './written-number.ts';

/** Whether it is compared a second time without JSON white space. */
function mayIgnoreJsonWhitespace({ on, is }: Assertion): boolean {
  return shapeOf(on).isContent && (is === 'contains' || is === 'notContains');
}

/** All of several values must hold, unless `any` is true: a list of which one part is well is not well. */
export function comparesAll(assertion: Assertion): boolean {
  return (mayCompareAny(assertion) || isOfMany(assertion)) && assertion.any !== true;
}

function isOfMany({ on, is }: Assertion): boolean {
  return shapeOf(on).hasMany === true && onEachValue.includes(is);
}

const onEachValue: readonly Assertion['is'][] = ['equals', 'in', 'matches', 'lessThan', 'greaterThan'];

function mayCompareAny({ on, is }: Assertion): boolean {
  const { path, isList = false } = shapeOf(on);
  // A list is compared as a whole.
  return onEachValue.includes(is) && (path === 'json' || (isList && is !== 'equals'));
}

/** By field of the assertion; empty: it is valid. */
export function assertionProblems(assertion: Assertion): Problems {
  const problems = {
    is: operatorProblem(assertion),
    path: pathProblem(assertion),
    value: valueProblem(assertion),
    ignoreJsonWhitespace: whitespaceProblem(assertion),
    any: assertion.any === undefined || mayCompareAny(assertion) ? null : problem('any-not-for-assertion'),
  };
  return Object.fromEntries(
    Object.entries(problems).flatMap(([field, found]) => (found === null ? [] : [[field, found]])),
  );
}

function operatorProblem({ on, is }: Assertion): Problem | null {
  const { operators } = shapeOf(on);
  return operators.includes(is) ? null : problem('operator-not-for-subject', { subject: on, operators });
}

/** RFC 9110, section 5.6.2. */
const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

function pathProblem({ on, path }: Assertion): Problem | null {
  const { path: syntax } = shapeOf(on);
  if (syntax === null) return path === undefined ? null : problem('path-not-for-subject');
  if (path === undefined || path.trim() === '') {
    return problem(syntax === 'json' ? 'json-path-missing' : 'header-name-missing');
  }
  if (syntax === 'json') return jsonPathOf(path).problem;
  return headerName.test(path) ? null : problem('not-header-name');
}

export function ignoresJsonWhitespace(assertion: Assertion): boolean {
  return mayIgnoreJsonWhitespace(assertion) && assertion.ignoreJsonWhitespace !== false;
}

function whitespaceProblem(assertion: Assertion): Problem | null {
  if (assertion.ignoreJsonWhitespace === undefined || mayIgnoreJsonWhitespace(assertion)) return null;
  return problem('whitespace-not-for-assertion');
}

function valueProblem({ on, is, value }: Assertion): Problem | null {
  if (is === 'exists') {
    return value === undefined || typeof value === 'boolean' ? null : problem('not-true-or-false');
  }
  if (value === undefined) return problem('value-missing');
  switch (is) {
    case 'lessThan':
    case 'greaterThan':
      return comparisonProblem(on, value);
    case 'matches':
      return typeof value === 'string' ? patternOf(value).problem : problem('pattern-not-text');
    case 'contains':
    case 'notContains':
      return value === '' ? problem('contained-in-everything') : operandProblem(on, value);
    case 'in':
      return listProblem(on, value);
    case 'equals':
    case 'notEquals':
      return operandProblem(on, value);
  }
}

function isTexts(value: Json): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function listProblem(on: AssertionSubject, value: Json): Problem | null {
  if (!Array.isArray(value)) return problem('not-a-list');
  const items: readonly Json[] = value;
  if (items.length === 0) return problem('empty-list');
  return items.map((item) => operandProblem(on, item)).find((found) => found !== null) ?? null;
}

function operandProblem(on: AssertionSubject, value: Json): Problem | null {
  switch (shapeOf(on).operand) {
    case 'status':
      return isStatus(value) ? null : problem('not-a-status');
    case 'text':
      return typeof value === 'string' || (shapeOf(on).isList === true && isTexts(value)) ? null : notText(value);
    case 'json':
      return everyNumberIsExact(value) ? null : problem('integer-not-exact');
    case 'number':
      return typeof value === 'number' ? null : problem('not-a-number');
  }
}

function notText(value: Json): Problem {
  return typeof value === 'object'
    ? problem('not-text')
    : problem('wrong-shape', { shapes: ['text'], isUnquoted: true });
}

function comparisonProblem(on: AssertionSubject, value: Json): Problem | null {
  const isDigits = shapeOf(on).operand === 'json' && typeof value === 'string' && isLargeInteger(value);
  if (isDigits) return null;
  if (typeof value !== 'number') return problem('not-a-number');
  return everyNumberIsExact(value) ? null : problem('integer-not-exact');
}

/** A JavaScript number over 2^53 may stand for another integer than the one that was written. */
function everyNumberIsExact(value: Json): boolean {
  if (typeof value === 'number') return !Number.isInteger(value) || Math.abs(value) <= exactLimit;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(everyNumberIsExact);
}

function isStatus(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 999;
}
