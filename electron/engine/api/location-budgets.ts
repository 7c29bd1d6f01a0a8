/** How much of the hourly limits of locations is used and planned. All locations of one account share its limit. */
import type { ReviewedBudget } from '../../contract/calls/locations.ts';
import type { LocationWarning } from '../../contract/location-warnings.ts';
import type { Location } from '../../contract/locations/registry.ts';
import type { BudgetView } from '../../contract/model/location.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import { accountOfLocation } from '../locations/account.ts';
import { plannedPart, plannedPerHour, testsOfConfirmation } from '../locations/budget.ts';
import type { CallContext } from './context.ts';

type Context = Pick<CallContext, 'budgets' | 'locations' | 'registry' | 'clock'>;

/** Null: its requests are not counted. */
export function budgetOf(context: Context, location: Location): BudgetView | null {
  const account = accountOfLocation(location);
  const monitors = context.registry.all().map(({ monitor }) => monitor);
  return account === null ? null : viewOf(context, account, monitors);
}

/** As it would be with the draft in the place of the monitor of its id. */
export function budgetsWith(context: Context, draft: Monitor): readonly ReviewedBudget[] {
  const { registry, locations } = context;
  const others = registry.all().flatMap(({ monitor }) => (monitor.id === draft.id ? [] : [monitor]));
  const accounts = new Map<string, string[]>();
  for (const location of draft.locations.flatMap((id) => locations.find(id) ?? [])) {
    const account = accountOfLocation(location);
    if (account !== null) accounts.set(account, [...(accounts.get(account) ?? []), location.id]);
  }
  return Array.from(accounts, ([account, locationIds]) => ({
    locationIds,
    budget: viewOf(context, account, [...others, { ...draft, enabled: true }]),
    perHour: plannedPerHour(locationIds.length, draft.regionalInterval),
    perConfirmation: testsOfConfirmation(locationIds.length),
  }));
}

export function budgetWarnings(budgets: readonly ReviewedBudget[]): readonly LocationWarning[] {
  return budgets.flatMap(({ budget: { planned, limit } }) =>
    limit === null || planned <= plannedPart(limit)
      ? []
      : [{ code: 'over-budget', facts: { planned, limit } } as const],
  );
}

function viewOf({ budgets, locations, clock }: Context, account: string, monitors: readonly Monitor[]): BudgetView {
  const { limit, used, isSpent, resetAt } = budgets.of(account, clock.now());
  const sharing = new Set(locations.all().flatMap((one) => (accountOfLocation(one) === account ? [one.id] : [])));
  const planned = monitors.reduce((sum, { enabled, locations: named, regionalInterval }) => {
    const count = enabled ? named.filter((id) => sharing.has(id)).length : 0;
    return sum + plannedPerHour(count, regionalInterval);
  }, 0);
  return { limit, used, planned, spentUntil: isSpent || (limit !== null && used >= limit) ? resetAt : null };
}
