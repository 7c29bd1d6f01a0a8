import type { Weekday } from '../../electron/contract/model/alert.ts';

/** As a week begins; `weekdays` of the contract counts as the programs do. */
export const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];
