/** Days of the local calendar, of which some have 23 or 25 hours. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

export function isSameDay(a: number, b: number): boolean {
  return startOfDay(a) === startOfDay(b);
}

export function isDayBefore(a: number, b: number): boolean {
  return isSameDay(a, startOfDay(b) - 1);
}

/** @returns the start of a day, which is not always at midnight. */
export function addDays(at: number, count: number): number {
  const date = new Date(at);
  return startOfDay(date.setDate(date.getDate() + count));
}

interface WeekInfo {
  /** 1 is Monday, 7 Sunday. */
  readonly firstDay: number;
}

interface LocaleWeek {
  readonly weekInfo?: WeekInfo;
  readonly getWeekInfo?: () => WeekInfo;
}

/** As `Date.getDay` has it. Older browsers know it as a property, some not at all. */
export function firstDayOfWeek(region: string): number {
  const locale: Intl.Locale & LocaleWeek = new Intl.Locale(region);
  const { firstDay } = locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 };
  return firstDay % 7;
}
