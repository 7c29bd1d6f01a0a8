/**
 * Judges an answer by a monitor's assertions, all of which must hold; with none, the status must be 200-299. Where a
 * JSONPath leads to several values, one that holds is enough, but none may be what `notEquals` names or hold what
 * `notContains` does. Where there is no value at all, only these two and `exists: false` hold.
 */
import type { Assertion, Json } from '../../contract/model/monitor.ts';
import type { AssertionResult, Note } from '../../contract/assertion-result.ts';
import { mayIgnoreJsonWhitespace } from './assertion-rules.ts';
import { readSubject, type Reading } from './assertion-subjects.ts';
import { findingOf } from './finding.ts';
import { stripJsonWhitespace } from './json-text.ts';
import { nearMissOf, type NearMiss } from './near-miss.ts';
import { asText, holds, textOf, type ValueOperator } from './operators.ts';
import type { ProbedResponse } from '../kinds/http/probed-response.ts';
import { plain } from '../transport/shown-value.ts';

const maxActualLength = 200;

/** What is judged where a monitor has no assertions: a final status is never below 200. */
const success: Assertion = { on: 'status', is: 'lessThan', value: 300 };

/** One result for each assertion, in their order; one on the status where there are none. */
export function evaluateAssertions(
  assertions: readonly Assertion[],
  response: ProbedResponse,
): readonly AssertionResult[] {
  if (assertions.length === 0) return [evaluateStatus(response)];
  return assertions.map((assertion) => evaluate(assertion, response));
}

function evaluateStatus(response: ProbedResponse): AssertionResult {
  const { status } = response;
  const result = evaluate(success, response);
  return result.passed ? result : { ...result, finding: { code: 'not-success', facts: { status } } };
}

function evaluate(assertion: Assertion, response: ProbedResponse): AssertionResult {
  const { redact } = response;
  const reading = readSubject(assertion, response);
  const { passed, note } = reading.problem === null ? judge(assertion, reading, response) : failed;
  const actual = reading.values.length === 0 ? null : actualText(reading.values, redact);
  if (passed) return { assertion, passed, actual, finding: null, note };
  const nearMiss = note === null && reading.problem === null ? nearMissIn(assertion, reading, response) : null;
  return {
    assertion,
    passed,
    actual,
    finding: findingOf(assertion, reading, redact),
    note: nearMiss?.note ?? note,
    ...(nearMiss === null ? {} : { instead: nearMiss.instead }),
  };
}

/** Null as well where the assertion that would have held has a secret in it. */
function nearMissIn(assertion: Assertion, { values }: Reading, response: ProbedResponse): NearMiss | null {
  const document = assertion.on === 'json' ? (response.json()?.value ?? null) : null;
  const nearMiss = nearMissOf(assertion, { values, document });
  const shownText = JSON.stringify(nearMiss?.instead ?? null);
  return response.redact(shownText) === shownText ? nearMiss : null;
}

function actualText(values: readonly Json[], redact: (text: string) => string): string {
  const [first = null] = values;
  return plain(values.length > 1 ? values.slice(0, maxActualLength) : first, redact, maxActualLength);
}

interface Judgement {
  readonly passed: boolean;
  /** How it came to that, where that is worth saying. */
  readonly note: Note | null;
}

const failed: Judgement = { passed: false, note: null };

function judge(assertion: Assertion, reading: Reading, response: ProbedResponse): Judgement {
  const { on, is, value = true } = assertion;
  switch (is) {
    case 'exists': {
      const exists = reading.values.some((found) => on !== 'body' || found !== '');
      return { passed: exists === (value !== false), note: null };
    }
    case 'notEquals':
      return opposite(someHolds(assertion, 'equals', { reading, response }));
    case 'notContains':
      return opposite(someHolds(assertion, 'contains', { reading, response }));
    case 'equals':
    case 'in':
    case 'contains':
    case 'matches':
    case 'lessThan':
    case 'greaterThan':
      return someHolds(assertion, is, { reading, response });
  }
}

function opposite({ passed, note }: Judgement): Judgement {
  return { passed: !passed, note };
}

interface Operands {
  readonly reading: Reading;
  readonly response: ProbedResponse;
}

function someHolds(assertion: Assertion, operator: ValueOperator, { reading, response }: Operands): Judgement {
  const { on, value = null } = assertion;
  const expected = on === 'body' || on === 'header' ? asText(value) : value;
  const outcomes = reading.values.map((actual) => holds(operator, actual, expected));
  if (outcomes.includes(true)) return { passed: true, note: null };
  if (outcomes.includes(null)) return { passed: false, note: { code: 'pattern-too-slow', facts: {} } };
  const comparesAgain = mayIgnoreJsonWhitespace(assertion) && assertion.ignoreJsonWhitespace !== false;
  if (comparesAgain && containsWithoutWhitespace(textOf(expected), response)) {
    return { passed: true, note: { code: 'json-whitespace-ignored', facts: {} } };
  }
  return failed;
}

/**
 * Servers print `"status":"ok"` or `"status": "ok"` as they please, and people paste the other form. What they paste
 * may begin inside of a string as well, which only trying tells.
 */
function containsWithoutWhitespace(wanted: string, response: ProbedResponse): boolean {
  const body = response.json() === null ? null : response.text();
  if (body === null) return false;
  const compact = stripJsonWhitespace(body);
  return compact.includes(stripJsonWhitespace(wanted)) || compact.includes(stripJsonWhitespace(wanted, true));
}
