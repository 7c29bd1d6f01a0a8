/** Evaluates a response by the monitor's assertions, or by its status alone if there are none. */
import type { AssertionResult } from '../../../contract/assertion-result.ts';
import type { Assertion } from '../../../contract/model/monitor.ts';
import { evaluate, evaluateAssertions } from '../../assertions/assertions.ts';
import type { ProbedResponse } from './probed-response.ts';
import { readableResponse } from './read-response.ts';

/** A final status is never below 200. */
const success: Assertion = { on: 'status', is: 'lessThan', value: 300 };

/** One result per assertion, in order; one for the status if there are no assertions. */
export function evaluateResponse(
  assertions: readonly Assertion[],
  response: ProbedResponse,
): readonly AssertionResult[] {
  const readable = readableResponse(response);
  if (assertions.length > 0) return evaluateAssertions(assertions, readable);
  const result = evaluate(success, readable);
  if (result.passed) return [result];
  return [{ ...result, finding: { code: 'not-success', facts: { status: response.status } } }];
}
