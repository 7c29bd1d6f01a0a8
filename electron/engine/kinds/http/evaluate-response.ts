/** Evaluates a response by the monitor's assertions, or by its status alone if there are none. */
import type { AssertionResult } from '../../../contract/assertion-result.ts';
import type { Assertion } from '../../../contract/model/monitor.ts';
import { evaluate, evaluateAssertions } from '../../assertions/assertions.ts';
import type { ProbedResponse } from './probed-response.ts';
import { readableResponse } from './read-response.ts';

/** A final status is never below 200, so that 200-299 is what this means, and what is said of it. */
const success: Assertion = { on: 'status', is: 'lessThan', value: 300 };

/** One result per assertion, in order; one for the status if there are no assertions. */
export function evaluateResponse(
  assertions: readonly Assertion[],
  response: ProbedResponse,
): readonly AssertionResult[] {
  const readable = readableResponse(response);
  const results = assertions.length > 0 ? evaluateAssertions(assertions, readable) : [evaluate(success, readable)];
  const finding = { code: 'not-success', facts: { status: response.status } } as const;
  return results.map((result) => (!result.passed && isSuccess(result.assertion) ? { ...result, finding } : result));
}

function isSuccess({ on, is, value }: Assertion): boolean {
  return on === success.on && is === success.is && value === success.value;
}
