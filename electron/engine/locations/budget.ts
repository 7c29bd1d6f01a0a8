/**
 * How many tests of a limited service may still be used. The limit is what the service's headers say; until the first
 * response it is unknown, and a request is worth trying. At most 80 % of an hour is used for regional rounds; the rest is
 * kept for confirmations. Nothing is asked before the reset once the limit is reached. One budget per account: a token, or
 * this computer's address without one.
 */
import type { Budget } from '../../contract/model/location.ts';

export const untouched: Budget = { limit: null, used: 0, resetAt: null, isSpent: false };

export type Purpose = 'confirm' | 'regional';

const plannedShare = 0.8;
const hourMs = 3_600_000;

/** After its reset it starts again, with the same limit. */
export function current(budget: Budget, nowMs: number): Budget {
  if (budget.resetAt === null || nowMs < budget.resetAt) return budget;
  return { ...untouched, limit: budget.limit };
}

export function allows(budget: Budget, cost: number, { purpose, nowMs }: Asking): boolean {
  const { limit, used, isSpent } = current(budget, nowMs);
  if (isSpent) return false;
  if (limit === null) return true;
  return used + cost <= (purpose === 'confirm' ? limit : plannedPart(limit));
}

/** Of the limit, for regional rounds. */
export function plannedPart(limit: number): number {
  return Math.floor(limit * plannedShare);
}

export interface Asking {
  readonly purpose: Purpose;
  readonly nowMs: number;
}

/** Before the response is here, so that several requests at once do not exceed the limit together. */
export function spend(budget: Budget, cost: number, nowMs: number): Budget {
  const now = current(budget, nowMs);
  return { ...now, used: now.used + cost, resetAt: now.resetAt ?? nowMs + hourMs };
}

/** Of a response; null where it does not say. */
export interface RateHeaders {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly resetSeconds: number | null;
}

/** What the service says replaces what was counted here: others may share its limit. */
export function afterResponse(budget: Budget, headers: RateHeaders, nowMs: number): Budget {
  const now = current(budget, nowMs);
  const limit = headers.limit ?? now.limit;
  const used = limit === null || headers.remaining === null ? now.used : Math.max(0, limit - headers.remaining);
  const resetAt = headers.resetSeconds === null ? now.resetAt : nowMs + headers.resetSeconds * 1_000;
  return { limit, used, resetAt, isSpent: now.isSpent };
}

/** The service refused because of the limit. Without a time of its own, an hour. */
export function afterRefusal(budget: Budget, headers: RateHeaders, nowMs: number): Budget {
  const now = afterResponse(budget, headers, nowMs);
  return { ...now, isSpent: true, resetAt: now.resetAt ?? nowMs + hourMs };
}

/** The tests that the regional rounds of one monitor use in an hour. */
export function plannedPerHour(locations: number, regionalIntervalMs: number | null): number {
  return regionalIntervalMs === null ? 0 : Math.ceil((locations * hourMs) / regionalIntervalMs);
}

/** At most: a failure is asked for once more. */
export function testsOfConfirmation(locations: number): number {
  return 2 * locations;
}
