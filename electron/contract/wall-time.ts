/** A time of any day as people write it, which window and engine read alike: `22:00`, also `7:00`, `10:00 PM` and `10 pm`. */
const pattern = /^([01]\d|2[0-3]):([0-5]\d)$/u;
const ofHalfDay = /^(0?[1-9]|1[0-2])(?::(\d\d))?\s?([ap])\.?m\.?$/iu;

/** `7:00` as `07:00`, which sorts before `22:00`; what is not valid as it was typed. */
export function readWallTime(typed: string): string {
  const time = typed.trim();
  const [, hour, minute = '00', half = ''] = ofHalfDay.exec(time) ?? [];
  if (hour === undefined) return time.replace(/^\d:/u, '0$&');
  const hours = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute}`;
}

/** Minutes since midnight; null: not a valid time. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = pattern.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}
