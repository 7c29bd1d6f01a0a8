import { describe, expect, test } from 'vitest';
import {
  assertionOperators,
  type Assertion,
  type AssertionOperator,
} from '../../../electron/contract/model/monitor.ts';
import { assertionSubjects, subjectShapes } from '../../../electron/contract/assertion-subjects.ts';
import { assertionProblems } from '../../../electron/engine/assertions/assertion-rules.ts';
import { describeProblem } from '../../../electron/engine/wording/en/problems.ts';

function assertionErrors(assertion: Assertion): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(assertionProblems(assertion)).map(([field, found]) => [field, describeProblem(found)]),
  );
}

test.each<Assertion>([
  { on: 'status', is: 'equals', value: 200 },
  { on: 'status', is: 'in', value: [200, 301] },
  { on: 'body', is: 'contains', value: '"status": "ok"', ignoreJsonWhitespace: false },
  { on: 'body', is: 'exists' },
  { on: 'header', path: 'Content-Type', is: 'exists', value: false },
  { on: 'json', path: '$.a', is: 'equals', value: { b: [null] } },
  { on: 'json', path: ' $.a ', is: 'notContains', value: 0 },
  { on: 'responseTime', is: 'lessThan', value: 500 },
  { on: 'status', is: 'equals', value: 999 },
  { on: 'json', path: '$.a[*]', is: 'equals', value: 'ok', any: true },
  { on: 'json', path: '$', is: 'equals', value: 2 ** 53 },
  { on: 'json', path: '$', is: 'greaterThan', value: '9007199254740993' },
])('%j is valid', (assertion) => {
  expect(assertionErrors(assertion)).toEqual({});
});

test.each<[Assertion, Readonly<Record<string, string>>]>([
  [
    { on: 'status', is: 'contains', value: 200 },
    { is: 'does not fit status: use equals, notEquals, in, lessThan, greaterThan' },
  ],
  [{ on: 'responseTime', is: 'equals', value: 1 }, { is: 'does not fit responseTime: use lessThan, greaterThan' }],
  [{ on: 'status', is: 'equals' }, { value: 'is missing' }],
  [{ on: 'status', is: 'equals', value: '200' }, { value: 'must be a status between 100 and 999' }],
  [{ on: 'status', is: 'in', value: [200, 2000] }, { value: 'must be a status between 100 and 999' }],
  [{ on: 'status', is: 'in', value: 200 }, { value: 'must be a list' }],
  [
    { on: 'body', is: 'equals', value: 'a', any: true },
    { any: 'is only for json with equals, in, matches, lessThan and greaterThan' },
  ],
  [
    { on: 'json', path: '$', is: 'notEquals', value: 'a', any: true },
    { any: 'is only for json with equals, in, matches, lessThan and greaterThan' },
  ],
  [{ on: 'body', is: 'contains', value: 1.1 }, { value: 'must be text, in quotes' }],
  [{ on: 'body', is: 'equals', value: true }, { value: 'must be text, in quotes' }],
  [{ on: 'header', path: 'X', is: 'in', value: ['a', 5] }, { value: 'must be text, in quotes' }],
  [
    { on: 'json', path: '$', is: 'equals', value: 9_007_199_254_740_994 },
    { value: 'must be in quotes: as a number over 2^53 it is not exact' },
  ],
  [
    { on: 'json', path: '$', is: 'in', value: [1, { a: -1e17 }] },
    { value: 'must be in quotes: as a number over 2^53 it is not exact' },
  ],
  [
    { on: 'json', path: '$', is: 'lessThan', value: 1e300 },
    { value: 'must be in quotes: as a number over 2^53 it is not exact' },
  ],
  [{ on: 'json', path: '$', is: 'in', value: [] }, { value: 'is an empty list, which matches nothing' }],
  [{ on: 'status', is: 'lessThan', value: '400' }, { value: 'must be a number' }],
  [{ on: 'responseTime', is: 'lessThan', value: null }, { value: 'must be a number' }],
  [{ on: 'body', is: 'equals', value: { a: 1 } }, { value: 'must be text' }],
  [{ on: 'body', is: 'equals', value: null }, { value: 'must be text' }],
  [{ on: 'body', is: 'contains', value: '' }, { value: 'is empty: everything contains it' }],
  [{ on: 'body', is: 'exists', value: 'yes' }, { value: 'must be true, false or left out' }],
  [{ on: 'body', is: 'matches', value: 5 }, { value: 'must be a regular expression, as text' }],
  [{ on: 'body', is: 'matches', value: '' }, { value: 'is empty: it would match everything' }],
  [{ on: 'body', is: 'exists', path: '$.a' }, { path: 'is only for json and header' }],
  [{ on: 'json', is: 'exists' }, { path: 'is missing: a JSONPath, such as $.checks.database' }],
  [{ on: 'json', path: ' ', is: 'exists' }, { path: 'is missing: a JSONPath, such as $.checks.database' }],
  [{ on: 'header', is: 'exists' }, { path: "is missing: the header's name" }],
  [{ on: 'header', path: 'Content Type', is: 'exists' }, { path: 'is not a header name' }],
  [
    { on: 'json', path: 'checks.database', is: 'exists' },
    { path: 'is not a JSONPath: it begins with $, as in $.checks.database' },
  ],
  [
    { on: 'header', path: 'x', is: 'contains', value: 'a', ignoreJsonWhitespace: true },
    { ignoreJsonWhitespace: 'is only for body contains and body notContains' },
  ],
])('%j is not valid', (assertion, errors) => {
  expect(assertionErrors(assertion)).toEqual(errors);
});

test('a bad pattern is reported as such', () => {
  expect(assertionErrors({ on: 'body', is: 'matches', value: '(a' })['value']).toMatch(
    /^is not a regular expression: /,
  );
});

test('all problems of an assertion are reported at once', () => {
  const errors = assertionErrors({ on: 'header', is: 'in', value: 'a', ignoreJsonWhitespace: true });
  expect(Object.keys(errors).sort()).toEqual(['ignoreJsonWhitespace', 'path', 'value']);
});

describe('operators', () => {
  test('each suit some subject, and every subject has some', () => {
    const shapes = Object.values(subjectShapes);
    expect(shapes.length).toBe(assertionSubjects.length);
    const used = new Set<AssertionOperator>(shapes.flatMap(({ operators }) => operators));
    expect(assertionOperators.filter((operator) => !used.has(operator))).toEqual([]);
  });
});
