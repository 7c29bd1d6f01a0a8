/**
 * What a stored check would have been with other settings, as far as is stored: its response time and figures always, why
 * it failed, and of a failed status which one it was. A passed check had the status that was asserted. What else a new
 * assertion needs is not kept, and is listed by limits.ts.
 */
import type { Figures } from '../../contract/model/figure.ts';
import type { Assertion, Json } from '../../contract/model/monitor.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { ResponseReason } from '../../contract/response-reasons.ts';
import type { Check, Verdict } from '../../contract/model/state.ts';
import { holds } from '../assertions/operators.ts';

export interface Settings {
  readonly assertions: readonly Assertion[];
  readonly degradedAfter: number | null;
  readonly timeout: number;
  readonly invert: boolean;
}

/** Every kind that is probed has these; only some have assertions. */
export function settingsOf(monitor: ProbedMonitor): Settings {
  const { degradedAfter, timeout, invert } = monitor;
  return { assertions: 'assertions' in monitor ? monitor.assertions : [], degradedAfter, timeout, invert };
}

export type StoredCheck = Pick<Check, 'verdict' | 'responseTime' | 'failure'> & { readonly figures?: Figures };

export interface Change {
  /** With which the check is thought to have been judged. */
  readonly from: Settings;
  readonly to: Settings;
}

const keyOf = ({ on, path, is, value, any, ignoreJsonWhitespace }: Assertion): string =>
  JSON.stringify([on, path ?? null, is, value ?? null, any === true, ignoreJsonWhitespace !== false]);

/** Those of `these` that are not among `others`. */
export function assertionsOnlyIn(these: readonly Assertion[], others: readonly Assertion[]): readonly Assertion[] {
  const known = new Set(others.map(keyOf));
  return these.filter((one) => !known.has(keyOf(one)));
}

/** @returns what judges each stored check. */
export function rejudging({ from, to }: Change): (check: StoredCheck) => Verdict {
  const removed = assertionsOnlyIn(from.assertions, to.assertions);
  const added = assertionsOnlyIn(to.assertions, from.assertions);
  const passedStatus = statusOf(from.assertions);
  const isWithdrawn = withdrawnBy(removed, from.assertions, to.assertions);

  return (check) => {
    const { verdict, failure, responseTime, figures = {} } = check;
    // Of an inverted monitor, the check says the opposite of what was measured.
    if (verdict === 'inconclusive' || from.invert || to.invert) return verdict;
    const reasons = failure === null || !('reasons' in failure.facts) ? null : failure.facts;
    if (verdict === 'fail') {
      if (reasons === null) return verdict;
      if (reasons.more > 0 || reasons.reasons.some((reason) => !isWithdrawn(reason))) return verdict;
    }
    const status = verdict === 'fail' ? statusFound(reasons?.reasons ?? []) : passedStatus;
    const known: Readonly<Record<string, number | null | undefined>> = { ...figures, responseTime, status };
    if (added.some((assertion) => fails(assertion, known[assertion.on] ?? null))) return 'fail';
    if (responseTime === null) return verdict === 'fail' ? 'pass' : verdict;
    if (responseTime > to.timeout) return 'fail';
    const wasSlow = from.degradedAfter !== null && responseTime > from.degradedAfter;
    // A kind may have other reasons for it.
    if (verdict === 'degraded' && !wasSlow) return verdict;
    return to.degradedAfter !== null && responseTime > to.degradedAfter ? 'degraded' : 'pass';
  };
}

/** A value that is not known fails nothing. */
function fails({ is, value = null }: Assertion, actual: number | null): boolean {
  if (actual === null) return false;
  switch (is) {
    case 'exists':
      return value === false;
    case 'notEquals':
      return holds('equals', actual, value) === true;
    case 'notContains':
      return holds('contains', actual, value) === true;
    default:
      return holds(is, actual, value) === false;
  }
}

/** The status that every passed check had, if it is asserted. */
export function statusOf(assertions: readonly Assertion[]): number | null {
  const { value } = assertions.find(({ on, is }) => on === 'status' && is === 'equals') ?? {};
  return asNumber(value ?? null);
}

function statusFound(reasons: readonly ResponseReason[]): number | null {
  for (const reason of reasons) {
    if (reason.code !== 'assertion-failed' || reason.facts.on !== 'status') continue;
    const { finding } = reason.facts;
    if (finding.code === 'not-success') return finding.facts.status;
    if (finding.code === 'differs') return asNumber(finding.facts.found[0] ?? null);
  }
  return null;
}

function asNumber(value: Json): number | null {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Whether a reason belongs to assertions that are gone alone. Without any assertion, the status must be 200-299. */
function withdrawnBy(
  removed: readonly Assertion[],
  before: readonly Assertion[],
  after: readonly Assertion[],
): (reason: ResponseReason) => boolean {
  const subjectOf = ({ on, path, is }: Pick<Assertion, 'on' | 'path' | 'is'>): string =>
    JSON.stringify([on, path ?? null, is]);
  const kept = new Set(before.filter((one) => !removed.includes(one)).map(subjectOf));
  const gone = new Set(removed.map(subjectOf));
  return (reason) => {
    // A part of a health response is only reported beside an assertion that fails.
    if (reason.code === 'part-unhealthy') return true;
    if (reason.facts.finding.code === 'not-success') return after.length > 0;
    const subject = subjectOf(reason.facts);
    return gone.has(subject) && !kept.has(subject);
  };
}
