/** The reasons that a notification lists, as codes with facts. Kept in the outbox until it is sent. */
import type { Coded } from './coded.ts';
import type { Failure } from './failure.ts';
import type { ResponseReasonFacts } from './response-reasons.ts';

export interface ReasonFacts extends ResponseReasonFacts {
  readonly failure: Failure;
  /** The number of reasons that are not listed. */
  readonly more: { readonly count: number };
  /** Null: no longer known, or no limit. */
  readonly 'slow-response': { readonly responseTimeMs: number | null; readonly limitMs: number | null };
  /** A run that was suspiciously short. Null: no longer known, or no limit. */
  readonly 'ended-early': { readonly runTimeMs: number | null; readonly leastMs: number | null };
  /** One of the last lines of what a failed job wrote. */
  readonly 'job-output': { readonly line: string };
  readonly 'certificate-expires': { readonly subject: string; readonly validTo: number; readonly daysLeft: number };
  /** Incidents that were opened or closed within an hour. */
  readonly flapped: { readonly changes: number };
  /** It flapped, and has kept this state. */
  readonly settled: { readonly isDown: boolean };
  /** How many monitors depend on it. */
  readonly behind: { readonly count: number };
  /** From a version that stored words. */
  readonly prose: { readonly text: string };
}
export type Reason = Coded<ReasonFacts>;

const reasonCodes: Readonly<Record<keyof ReasonFacts, true>> = {
  'assertion-failed': true,
  'part-unhealthy': true,
  failure: true,
  more: true,
  'slow-response': true,
  'ended-early': true,
  'job-output': true,
  'certificate-expires': true,
  flapped: true,
  settled: true,
  behind: true,
  prose: true,
};

/** Whether the code is known and has facts. The shape of the facts is trusted, since this program wrote them. */
export function isReason(value: unknown): value is Reason {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('facts' in value)) return false;
  const { code, facts } = value;
  if (typeof code !== 'string' || !Object.hasOwn(reasonCodes, code)) return false;
  return typeof facts === 'object' && facts !== null;
}

/** One reason for each problem of the response; without a response, the failure itself. */
export function reasonsOfFailure(failure: Failure): readonly Reason[] {
  if (failure.code === 'seen-from') return [{ code: 'failure', facts: failure }, ...detailsOf(failure.facts.failure)];
  if (!isOfResponse(failure)) return [{ code: 'failure', facts: failure }];
  const { reasons, more } = failure.facts;
  return more === 0 ? reasons : [...reasons, { code: 'more', facts: { count: more } }];
}

/** What the failure does not say in its one line. */
function detailsOf(failure: Failure): readonly Reason[] {
  const reasons = reasonsOfFailure(failure);
  return reasons.length > 1 ? reasons : [];
}

/** A failure that lists the problems of a response. */
export function isOfResponse(
  failure: Failure,
): failure is Extract<Failure, { readonly code: 'assertions-failed' | 'body-too-large' }> {
  return failure.code === 'assertions-failed' || failure.code === 'body-too-large';
}
