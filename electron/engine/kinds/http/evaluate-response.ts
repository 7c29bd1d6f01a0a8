/** Judges a web server's response: by the monitor's assertions, or where there are none by its status alone. */
import type { AssertionResult } from '../../../contract/assertion-result.ts';
import type { Assertion } from '../../../contract/model/monitor.ts';
import { evaluate, evaluateAssertions } from '../../assertions/assertions.ts';
import type { ProbedResponse } from './probed-response.ts';
import { readableResponse } from './read-response.ts';

/** A final status is never below 200. */
const success: Assertion = { on: 'status', is: 'lessThan', value: 300 };

/** One result for each assertion, in their order; one on the status where there are none. */
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
