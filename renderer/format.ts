/**
 * Numbers, lengths of time and moments as people read them. Pure: what is "now" is given. Wording is English, so
 * dates are written the English way; whether the clock has 12 or 24 hours follows the reader's own English, else 24.
 */
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export function dateLocale(language: string): string {
  return language === 'en' || language.startsWith('en-') ? language : 'en-GB';
}

const locale = dateLocale(typeof navigator === 'undefined' ? 'en-GB' : navigator.language);

/** `8 ms`, `123 ms`, `1.24 s`, `12.4 s`; a job's run may take longer: `21 min 9 s`. */
export function formatResponseTime(ms: number): string {
  if (ms < 1) return '<1 ms';
  if (ms < 999.5) return `${String(Math.round(ms))} ms`;
  if (ms >= minute) return formatLength(ms);
  return ms < 9_995 ? `${(ms / second).toFixed(2)} s` : `${(ms / second).toFixed(1)} s`;
}

/** Phases are short, and a tenth of a millisecond is worth showing there. */
export function formatPhase(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : formatResponseTime(ms);
}

const lengthUnits = [
  ['d', day],
  ['h', hour],
  ['min', minute],
  ['s', second],
] as const;

/** The two largest units: `2 d 4 h`, `4 min 12 s`, `9 s`; below a second `0 s`. */
export function formatLength(ms: number): string {
  const total = Math.max(0, ms);
  const first = lengthUnits.findIndex(([, unit]) => total >= unit);
  const larger = lengthUnits[first];
  if (larger === undefined) return '0 s';
  const [name, unit] = larger;
  const count = Math.floor(total / unit);
  const smaller = lengthUnits[first + 1];
  const rest = smaller === undefined ? 0 : Math.floor((total - count * unit) / smaller[1]);
  return smaller === undefined || rest === 0
    ? `${String(count)} ${name}`
    : `${String(count)} ${name} ${String(rest)} ${smaller[0]}`;
}

/** The largest unit alone, for narrow places: `2 d`, `4 min`. */
export function formatShortLength(ms: number): string {
  const total = Math.max(0, ms);
  const [name, unit] = lengthUnits.find(([, size]) => total >= size) ?? ['s', second];
  return `${String(Math.floor(total / unit))} ${name}`;
}

/** `just now`, `12 s ago`, `3 h ago`, `in 4 min`. */
export function formatRelative(at: number, now: number): string {
  const distance = now - at;
  if (Math.abs(distance) < 2 * second) return 'just now';
  return distance > 0 ? `${formatShortLength(distance)} ago` : `in ${formatShortLength(-distance)}`;
}

// 9:05 am, but 09:05: a clock of 24 hours has two digits.
const hourDigits = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12
  ? 'numeric'
  : '2-digit';
const timeOfDay = new Intl.DateTimeFormat(locale, { hour: hourDigits, minute: '2-digit' });
const timeWithSeconds = new Intl.DateTimeFormat(locale, { hour: hourDigits, minute: '2-digit', second: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });

export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** The date, without the year where it is this one. */
export function formatDay(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfYear : dayWithYear).format(at);
}

/** `14:32`. */
export function formatTimeOfDay(at: number): string {
  return timeOfDay.format(at);
}

/** `14:32` today, `21 Nov, 14:32` before. */
export function formatMoment(at: number, now: number): string {
  return isSameDay(at, now) ? timeOfDay.format(at) : `${formatDay(at, now)}, ${timeOfDay.format(at)}`;
}

/** A moment ahead: `14:32` today, `tomorrow 09:00`, `24 Nov, 09:00` later. */
export function formatComing(at: number, now: number): string {
  const date = new Date(now);
  const tomorrow = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
  return isSameDay(at, tomorrow) ? `tomorrow ${timeOfDay.format(at)}` : formatMoment(at, now);
}

/** `14:32:05` today, `21 Nov, 14:32:05` before. */
export function formatMomentWithSeconds(at: number, now: number): string {
  return isSameDay(at, now) ? timeWithSeconds.format(at) : `${formatDay(at, now)}, ${timeWithSeconds.format(at)}`;
}

/** `14:32:05`, whatever the day. */
export function formatClock(at: number): string {
  return timeWithSeconds.format(at);
}

/** `Today`, `Yesterday`, `Friday 20 November`. */
export function formatDayHeading(at: number, now: number): string {
  if (isSameDay(at, now)) return 'Today';
  return isSameDay(at, startOfDay(now) - 1) ? 'Yesterday' : weekday.format(at);
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** The exact local instant, for a hover: `2026-11-22 14:32:05.120 +01:00`. */
export function formatExact(at: number): string {
  const date = new Date(at);
  const offset = -date.getTimezoneOffset();
  const local = new Date(at + offset * minute).toISOString().slice(0, -1).replace('T', ' ');
  const pad = (value: number): string => String(value).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return `${local} ${zone}`;
}

/** Cut, never rounded up: only what never failed is `100%`. Two decimals from 99 % on, else one. */
export function formatPercent(ratio: number): string {
  if (ratio >= 1) return '100%';
  if (ratio <= 0) return '0%';
  const decimals = ratio >= 0.99 ? 2 : 1;
  const scale = 10 ** decimals;
  // The small addend undoes binary noise: 0.29 * 100 is 28.999999999999996.
  return `${(Math.floor(ratio * 100 * scale + 1e-6) / scale).toFixed(decimals)}%`;
}

/** `512 B`, `12.4 kB`, `3.1 MB`; decimal units. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value < 100 ? value.toFixed(1) : String(Math.round(value))} ${units[unit] ?? 'TB'}`;
}

const counts = new Intl.NumberFormat('en');

/** `1,234`. */
export function formatCount(value: number): string {
  return counts.format(value);
}
