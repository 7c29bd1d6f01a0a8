import { weekdays, type Weekday } from '../../electron/contract/model/alert.ts';

/** In the order of a week; the contract's `weekdays` is in the order of `Date.getDay`. */
export const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

/** @param first day of a week, as `Date.getDay` has it. */
export function weekFrom(first: number): readonly Weekday[] {
  return [...weekdays.slice(first), ...weekdays.slice(0, first)];
}

/** Of a moment, in the reader's calendar. */
export function weekdayOf(at: number): Weekday {
  return weekdays[new Date(at).getDay()] ?? 'sun';
}

/** A time of the week as it is typed. */
export interface WeeklyDraft {
  /** None: every day. */
  days: Weekday[];
  /** Of the day, as `22:00`. */
  from: string;
  to: string;
  /** Empty: that of the computer running Vigilmon. */
  timezone: string;
}
