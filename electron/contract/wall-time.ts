/** A time of any day as people write it, which window and engine read alike: `22:00`, also `7:00`. */
const pattern = /^([01]\d|2[0-3]):([0-5]\d)$/u;

/** `7:00` as `07:00`, which sorts before `22:00`. */
export function twoDigits(typed: string): string {
  return typed.trim().replace(/^\d:/u, '0$&');
}

/** Minutes since midnight; null: not a valid time. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = pattern.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}
