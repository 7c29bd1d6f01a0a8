/** Why somebody is notified: what a message lists, as codes with facts. Kept in the outbox until it is sent. */
import type { Coded } from './coded.ts';
import type { Failure } from './failure.ts';
import type { ResponseReasonFacts } from './response-reasons.ts';

export interface ReasonFacts extends ResponseReasonFacts {
  readonly failure: Failure;
  /** Reasons beside those that are listed. */
  readonly more: { readonly count: number };
  /** Null: not known any more, or no limit. */
  readonly 'slow-response': { readonly responseTimeMs: number | null; readonly limitMs: number | null };
  readonly 'certificate-expires': { readonly subject: string; readonly validTo: number; readonly daysLeft: number };
  /** Of a version that stored words. */
  readonly prose: { readonly text: string };
}
export type Reason = Coded<ReasonFacts>;

const reasonCodes: Readonly<Record<keyof ReasonFacts, true>> = {
  'assertion-failed': true,
  'part-unhealthy': true,
  failure: true,
  more: true,
  'slow-response': true,
  'certificate-expires': true,
  prose: true,
};

/** Whether the code is known and has facts; their shape follows from who wrote them. */
export function isReason(value: unknown): value is Reason {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('facts' in value)) return false;
  const { code, facts } = value;
  if (typeof code !== 'string' || !Object.hasOwn(reasonCodes, code)) return false;
  return typeof facts === 'object' && facts !== null;
}

/** What is wrong with the response, one by one; where there was none, the failure itself. */
export function reasonsOfFailure(failure: Failure): readonly Reason[] {
  if (!isOfResponse(failure)) return [{ code: 'failure', facts: failure }];
  const { reasons, more } = failure.facts;
  return more === 0 ? reasons : [...reasons, { code: 'more', facts: { count: more } }];
}

/** There was a response, and the failure lists what is wrong with it. */
export function isOfResponse(
  failure: Failure,
): failure is Extract<Failure, { readonly code: 'assertions-failed' | 'body-too-large' }> {
  return failure.code === 'assertions-failed' || failure.code === 'body-too-large';
}
