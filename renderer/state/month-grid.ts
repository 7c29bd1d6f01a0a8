/**
 * A month in weeks of the reader's region, filled up with days of the months beside it. A day is its local start, so
 * that some have 23 or 25 hours.
 */
import type { MaintenanceView, PlannedMaintenance } from '../../electron/contract/model/maintenance.ts';
import { addDays, startOfDay } from '../format/days.ts';
import type { Month } from './period.ts';

export const daysInWeek = 7;

/** @param firstDay of a week, as `Date.getDay` has it. */
export function daysOfMonth({ year, month }: Month, firstDay: number): readonly number[] {
  const before = (new Date(year, month, 1).getDay() - firstDay + daysInWeek) % daysInWeek;
  const weeks = Math.ceil((before + new Date(year, month + 1, 0).getDate()) / daysInWeek);
  return Array.from({ length: weeks * daysInWeek }, (_, place) => new Date(year, month, 1 - before + place).getTime());
}

/**
 * The day that a key leads to from another: within its week, to that before or after, or to another month (with Shift:
 * of another year), where it is the same day or the last. Null: the key does something else.
 */
export function dayByKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  day: number,
  firstDay: number,
): number | null {
  const date = new Date(day);
  const inWeek = (date.getDay() - firstDay + daysInWeek) % daysInWeek;
  const monthsLater = (count: number): number => {
    const last = new Date(date.getFullYear(), date.getMonth() + count + 1, 0).getDate();
    return startOfDay(new Date(day).setMonth(date.getMonth() + count, Math.min(date.getDate(), last)));
  };
  const page = shiftKey ? 12 : 1;
  const days: Readonly<Record<string, number>> = {
    ArrowLeft: addDays(day, -1),
    ArrowRight: addDays(day, 1),
    ArrowUp: addDays(day, -daysInWeek),
    ArrowDown: addDays(day, daysInWeek),
    Home: addDays(day, -inWeek),
    End: addDays(day, daysInWeek - 1 - inWeek),
    PageUp: monthsLater(-page),
    PageDown: monthsLater(page),
  };
  return days[key] ?? null;
}

/**
 * Those that touch the day. What recurs is shown from today, since it is not known when it began to.
 */
export function periodsOn(
  day: number,
  periods: readonly PlannedMaintenance[],
  { windows, today }: { readonly windows: readonly MaintenanceView[]; readonly today: number },
): readonly PlannedMaintenance[] {
  const isPast = day < today;
  const once = new Set(windows.filter((window) => !('days' in window || 'cron' in window)).map(({ id }) => id));
  return periods.filter(({ id, from, to }) => from < addDays(day, 1) && to > day && (!isPast || once.has(id)));
}
