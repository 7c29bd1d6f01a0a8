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
