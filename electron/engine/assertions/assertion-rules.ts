/** What an assertion must be to mean something: which operators fit which subject, and which values fit these. */
import {
  assertionOperators,
  type Assertion,
  type AssertionOperator,
  type AssertionSubject,
  type Json,
} from '../../contract/model/monitor.ts';
import { jsonPathOf } from './json-path.ts';
import { patternOf } from './pattern.ts';

export const operatorsOf: Readonly<Record<AssertionSubject, readonly AssertionOperator[]>> = {
  status: ['equals', 'notEquals', 'in', 'lessThan', 'greaterThan'],
  body: assertionOperators,
  json: assertionOperators,
  header: assertionOperators,
  responseTime: ['lessThan', 'greaterThan'],
};

/** Assertions that cannot be judged without the body. */
export function readsBody({ on }: Assertion): boolean {
  return on === 'body' || on === 'json';
}

/** Whether it is compared a second time without JSON white space. */
export function mayIgnoreJsonWhitespace({ on, is }: Assertion): boolean {
  return on === 'body' && (is === 'contains' || is === 'notContains');
}

/** Field of the assertion -> what is wrong with it, to be read after the field's name; empty: nothing is. */
export function assertionErrors(assertion: Assertion): Readonly<Record<string, string>> {
  const problems = {
    is: operatorProblem(assertion),
    path: pathProblem(assertion),
    value: valueProblem(assertion),
    ignoreJsonWhitespace: whitespaceProblem(assertion),
  };
  return Object.fromEntries(
    Object.entries(problems).flatMap(([field, text]) => (text === null ? [] : [[field, text]])),
  );
}

function operatorProblem({ on, is }: Assertion): string | null {
  const fitting = operatorsOf[on];
  return fitting.includes(is) ? null : `does not fit ${on}: use ${fitting.join(', ')}`;
}

/** RFC 9110, section 5.6.2. */
const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

function pathProblem({ on, path }: Assertion): string | null {
  if (on !== 'json' && on !== 'header') return path === undefined ? null : 'is only for json and header';
  if (path === undefined || path.trim() === '') {
    return on === 'json' ? 'is missing: a JSONPath, such as $.checks.database' : "is missing: the header's name";
  }
  if (on === 'json') return jsonPathOf(path).problem;
  return headerName.test(path) ? null : 'is not the name of a header';
}

function whitespaceProblem(assertion: Assertion): string | null {
  if (assertion.ignoreJsonWhitespace === undefined || mayIgnoreJsonWhitespace(assertion)) return null;
  return 'is only for body contains and body notContains';
}

function valueProblem({ on, is, value }: Assertion): string | null {
  if (is === 'exists') {
    return value === undefined || typeof value === 'boolean' ? null : 'must be true, false or left out';
  }
  if (value === undefined) return 'is missing';
  switch (is) {
    case 'lessThan':
    case 'greaterThan':
      return typeof value === 'number' ? null : 'must be a number';
    case 'matches':
      return typeof value === 'string' ? patternOf(value).problem : 'must be a regular expression, as text';
    case 'contains':
    case 'notContains':
      return value === '' ? 'is empty: everything contains it' : operandProblem(on, value);
    case 'in':
      return listProblem(on, value);
    case 'equals':
    case 'notEquals':
      return operandProblem(on, value);
  }
}

function listProblem(on: AssertionSubject, value: Json): string | null {
  if (!Array.isArray(value)) return 'must be a list';
  const items: readonly Json[] = value;
  if (items.length === 0) return 'is an empty list: nothing is in it';
  return items.map((item) => operandProblem(on, item)).find((problem) => problem !== null) ?? null;
}

function operandProblem(on: AssertionSubject, value: Json): string | null {
  switch (on) {
    case 'status':
      return isStatus(value) ? null : 'must be a status between 100 and 599';
    case 'body':
    case 'header':
      return typeof value === 'object' ? 'must be text' : null;
    case 'json':
      return null;
    case 'responseTime':
      return typeof value === 'number' ? null : 'must be milliseconds';
  }
}

function isStatus(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599;
}
