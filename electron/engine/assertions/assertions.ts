/**
 * Evaluates the assertions of a monitor against a response; all of them must pass. Where a JSONPath selects several
 * values, all must match (`any: true`: one), one must contain, and none may equal the value of `notEquals` or contain that
 * of `notContains`. Without any value, only these two and `exists: false` pass.
 */
import { shapeOf } from '../../contract/assertion-subjects.ts';
import type { Assertion, Json } from '../../contract/model/monitor.ts';
import type { AssertionResult, Note } from '../../contract/assertion-result.ts';
import { comparesAll, ignoresJsonWhitespace } from './assertion-rules.ts';
import { findingOf } from './finding.ts';
import { stripJsonWhitespace } from './json-text.ts';
import { nearMissOf, type NearMiss } from './near-miss.ts';
import { asText, holds, isList, textOf, type ValueOperator } from './operators.ts';
import type { Readable, Reading } from './reading.ts';
import { plain } from '../transport/shown-value.ts';

const maxActualLength = 200;

/** One result for each assertion, in their order. */
export function evaluateAssertions(assertions: readonly Assertion[], response: Readable): readonly AssertionResult[] {
  return assertions.map((assertion) => evaluate(assertion, response));
}

export function evaluate(assertion: Assertion, response: Readable): AssertionResult {
  const { redact } = response;
  const reading = response.read(assertion);
  const { passed, note } = reading.problem === null ? judge(assertion, reading, response) : failed;
  const actual = reading.values.length === 0 ? null : actualText(reading.values, redact);
  if (passed) return { assertion, passed, actual, finding: null, note };
  const failing = failingValues(assertion, reading, response);
  const nearMiss = note === null && reading.problem === null ? nearMissIn(assertion, failing, response) : null;
  return {
    assertion,
    passed,
    actual,
    finding: findingOf(assertion, failing, redact),
    note: nearMiss?.note ?? note,
    ...(nearMiss === null ? {} : { instead: nearMiss.instead }),
  };
}

/** Null as well if the assertion that would have passed contains a secret. */
function nearMissIn(assertion: Assertion, { values }: Reading, response: Readable): NearMiss | null {
  const readsJson = shapeOf(assertion.on).path === 'json' || ignoresJsonWhitespace(assertion);
  const document = readsJson ? (response.json()?.value ?? null) : null;
  const nearMiss = nearMissOf(assertion, { values, document });
  if (nearMiss === null) return null;
  const { instead } = nearMiss;
  const shownText = JSON.stringify(instead);
  const isShowable = response.redact(shownText) === shownText;
  // Of several values, the others need not match it.
  return isShowable && judge(instead, response.read(instead), response).passed ? nearMiss : null;
}

function actualText(values: readonly Json[], redact: (text: string) => string): string {
  const [first = null] = values;
  return plain(values.length > 1 ? values.slice(0, maxActualLength) : first, redact, maxActualLength);
}

/** Where all values must hold, those that do not. */
function failingValues(assertion: Assertion, reading: Reading, response: Readable): Reading {
  if (!comparesAll(assertion)) return reading;
  const holdsAlone = (value: Json): boolean => judge(assertion, { ...reading, values: [value] }, response).passed;
  const { values, names } = reading;
  const failing = values.map((value) => !holdsAlone(value));
  return {
    ...reading,
    values: values.filter((_, index) => failing[index]),
    ...(names === undefined ? {} : { names: names.filter((_, index) => failing[index]) }),
  };
}

interface Judgement {
  readonly passed: boolean;
  /** What explains the result. */
  readonly note: Note | null;
}

const failed: Judgement = { passed: false, note: null };

function judge(assertion: Assertion, reading: Reading, response: Readable): Judgement {
  const { on, is, value = true } = assertion;
  switch (is) {
    case 'exists': {
      const exists = reading.values.some((found) => !shapeOf(on).isContent || found !== '');
      return { passed: exists === (value !== false), note: null };
    }
    case 'notEquals':
      return opposite(compares(assertion, 'equals', { reading, response }));
    case 'notContains':
      return opposite(compares(assertion, 'contains', { reading, response }));
    case 'equals':
    case 'in':
    case 'contains':
    case 'matches':
    case 'lessThan':
    case 'greaterThan':
      return compares(assertion, is, { reading, response });
  }
}

function opposite({ passed, note }: Judgement): Judgement {
  return { passed: !passed, note };
}

interface Operands {
  readonly reading: Reading;
  readonly response: Readable;
}

function compares(assertion: Assertion, operator: ValueOperator, { reading, response }: Operands): Judgement {
  const { on, value = null } = assertion;
  const expected = shapeOf(on).operand === 'text' ? asText(value) : value;
  if (shapeOf(on).isList === true && operator === 'equals')
    return { passed: isSameList(reading.values, expected), note: null };
  const outcomes = reading.values.map((actual) => holds(operator, actual, expected));
  const needsAll = comparesAll(assertion);
  const isPassed = needsAll ? outcomes.every((outcome) => outcome === true) : outcomes.includes(true);
  if (isPassed && outcomes.length > 0) return { passed: true, note: null };
  if (outcomes.includes(null)) return { passed: false, note: { code: 'pattern-too-slow', facts: {} } };
  if (
    ignoresJsonWhitespace(assertion) &&
    containsWithoutWhitespace(compactReadings(assertion, textOf(expected)), response)
  ) {
    return { passed: true, note: { code: 'json-whitespace-ignored', facts: {} } };
  }
  return failed;
}

/** In any order. */
function isSameList(values: readonly Json[], expected: Json): boolean {
  const [found, wanted] = [values, isList(expected) ? expected : [expected]].map((list) => new Set(list.map(textOf)));
  return (
    found !== undefined &&
    wanted !== undefined &&
    found.size === wanted.size &&
    [...found].every((one) => wanted.has(one))
  );
}

const readings = new WeakMap<Assertion, readonly string[]>();

/**
 * Servers print `"status":"ok"` or `"status": "ok"`, and people paste the other form. A pasted text may also begin inside
 * a string, so both readings are tried. Each is made once for an assertion.
 */
function compactReadings(assertion: Assertion, wanted: string): readonly string[] {
  const known = readings.get(assertion);
  if (known !== undefined) return known;
  const made = [stripJsonWhitespace(wanted), stripJsonWhitespace(wanted, true)];
  readings.set(assertion, made);
  return made;
}

function containsWithoutWhitespace(wanted: readonly string[], response: Readable): boolean {
  const body = response.json() === null ? null : response.text();
  if (body === null) return false;
  const compact = stripJsonWhitespace(body);
  return wanted.some((text) => compact.includes(text));
}
