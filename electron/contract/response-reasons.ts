/**
 * Why a response fails, the most concise reasons first: status and response time, then the unhealthy parts that a health
 * response reports, then the other failed assertions, which quote the response.
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

/** An unhealthy part of a health response, in the service's words: `database` -> `error: connection refused`. */
export interface UnhealthyPart {
  readonly name: string;
  readonly detail: string;
}

export interface ResponseReasonFacts {
  readonly 'assertion-failed': FailedAssertion;
  readonly 'part-unhealthy': UnhealthyPart;
}
export type ResponseReason = Coded<ResponseReasonFacts>;

/** Empty if every assertion passes. */
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

/** A problem of the whole body is the same for each assertion about it. */
function isAboutBody(reason: ResponseReason): reason is Extract<ResponseReason, { code: 'assertion-failed' }> {
  return reason.code === 'assertion-failed' && bodyFindings.has(reason.facts.finding.code);
}

const bodyFindings = new Set<Finding['code']>(['body-too-large', 'body-empty', 'body-not-json']);
