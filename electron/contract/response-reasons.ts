/**
 * Why a response is no good, what says most in the fewest words first: status and response time, then the parts that a
 * health response itself calls broken, then what else was not met, which quotes the response.
 */
import type { AssertionResult, Finding, Note } from './assertion-result.ts';
import type { Coded } from './coded.ts';
import type { AssertionOperator } from './model/monitor.ts';
import { isNumeric, type AssertionSubject } from './assertion-subjects.ts';

export interface FailedAssertion {
  readonly on: AssertionSubject;
  readonly path?: string;
  readonly is: AssertionOperator;
  readonly finding: Finding;
  readonly note: Note | null;
}

/** One part of a health response that is not ok, in the service's own words: `database` -> `error: connection refused`. */
export interface UnhealthyPart {
  readonly name: string;
  readonly detail: string;
}

export interface ResponseReasonFacts {
  readonly 'assertion-failed': FailedAssertion;
  readonly 'part-unhealthy': UnhealthyPart;
}
export type ResponseReason = Coded<ResponseReasonFacts>;

/** None where every assertion holds. */
export function reasonsOfResponse(
  assertions: readonly AssertionResult[],
  unhealthy: readonly UnhealthyPart[],
): readonly ResponseReason[] {
  const failed = assertions.flatMap(failedAssertionOf);
  if (failed.length === 0) return [];
  const reasons = (isShort: boolean): readonly ResponseReason[] =>
    failed.filter((one) => isPlainFact(one) === isShort).map((facts) => ({ code: 'assertion-failed', facts }));
  const parts = unhealthy.map((facts): ResponseReason => ({ code: 'part-unhealthy', facts }));
  return withoutRepeats([...reasons(true), ...parts, ...reasons(false)]);
}

export function failedAssertionOf({ assertion, finding, note }: AssertionResult): readonly FailedAssertion[] {
  const { on, path, is } = assertion;
  return finding === null ? [] : [{ on, ...(path === undefined ? {} : { path }), is, finding, note }];
}

function isPlainFact({ on }: FailedAssertion): boolean {
  return isNumeric(on);
}

function withoutRepeats(reasons: readonly ResponseReason[]): readonly ResponseReason[] {
  const byWhatItSays = new Map<string, ResponseReason>();
  for (const reason of reasons) {
    const key = JSON.stringify(isAboutBody(reason) ? reason.facts.finding : reason);
    if (!byWhatItSays.has(key)) byWhatItSays.set(key, reason);
  }
  return Array.from(byWhatItSays.values());
}

/** What is wrong with the body as a whole is the same for each assertion that has to read it. */
function isAboutBody(reason: ResponseReason): reason is Extract<ResponseReason, { code: 'assertion-failed' }> {
  return reason.code === 'assertion-failed' && bodyFindings.has(reason.facts.finding.code);
}

const bodyFindings = new Set<Finding['code']>(['body-too-large', 'body-empty', 'body-not-json']);
