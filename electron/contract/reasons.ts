/**
 * Why an answer is no good, one reason a line, what says most in the fewest words first: status and response time, then
 * the parts that a health answer itself calls broken, then what else was not met, which quotes the answer.
 */
import type { AssertionResult, UnhealthyPart } from './model/state.ts';

/** None where every assertion holds. */
export function reasonsOfAnswer(
  assertions: readonly AssertionResult[],
  unhealthy: readonly UnhealthyPart[],
): readonly string[] {
  const failed = assertions.filter(({ passed }) => !passed);
  if (failed.length === 0) return [];
  const messages = (isShort: boolean): readonly string[] =>
    failed.filter(({ assertion }) => isPlainFact(assertion) === isShort).map(({ message }) => message);
  const parts = unhealthy.map(({ name, detail }) => `${name}: ${detail}`);
  return Array.from(new Set([...messages(true), ...parts, ...messages(false)]));
}

function isPlainFact({ on }: AssertionResult['assertion']): boolean {
  return on === 'status' || on === 'responseTime';
}
