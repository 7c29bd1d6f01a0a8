/** The budgets of all metered services, by account, kept in memory and in the store. */
import { createHash } from 'node:crypto';
import type { Budget } from '../../contract/model/location.ts';
import { current, untouched } from './budget.ts';

export interface Budgets {
  readonly of: (account: string, nowMs: number) => Budget;
  readonly change: (account: string, budget: Budget) => void;
}

/** @param save is called after each change. */
export function openBudgets(
  stored: readonly { readonly account: string; readonly budget: Budget }[],
  save: (account: string, budget: Budget) => void,
): Budgets {
  const budgets = new Map(stored.map(({ account, budget }) => [account, budget]));
  return {
    of: (account, nowMs) => current(budgets.get(account) ?? untouched, nowMs),
    change(account, budget) {
      budgets.set(account, budget);
      save(account, budget);
    },
  };
}

/** A hash, so that the store holds no token. */
export function accountOf(url: string, token: string | null): string {
  return createHash('sha256')
    .update(`${url}\n${token ?? ''}`)
    .digest('base64url')
    .slice(0, 22);
}
