import type { Weekday } from '../../electron/contract/model/alert.ts';

/** In the order of a week; the contract's `weekdays` is in the order of `Date.getDay`. */
export const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];
