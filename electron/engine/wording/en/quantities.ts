/** Numbers, durations and days in English. */
export { describeDuration as duration } from '../../../contract/duration.ts';

/** Made when it is first asked for: it takes megabytes, and most commands of a terminal need none. */
let numbers: Intl.NumberFormat | null = null;

export function number(value: number): string {
  numbers ??= new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
  return numbers.format(value);
}

/** `1 byte`, `2 bytes` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** Whole units where it is a whole number of them: `64 KiB`. */
export function bytes(count: number): string {
  if (count % 1_048_576 === 0) return `${number(count / 1_048_576)} MiB`;
  return count % 1_024 === 0 ? `${number(count / 1_024)} KiB` : counted(count, 'byte');
}

/** `2026-11-02`, in UTC */
export function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** `2026-11-02`, by the clock of this computer: where moments beside it are told by that. */
export function localDay(atMs: number): string {
  return minute(atMs).slice(0, 10);
}

/** `2026-11-02 11:15 UTC+01:00`, by the clock of this computer. */
export function minute(atMs: number): string {
  return clock(atMs, 16);
}

/** `2026-11-02 11:15:30 UTC+01:00` */
export function second(atMs: number): string {
  return clock(atMs, 19);
}

function clock(atMs: number, length: number): string {
  const ahead = -new Date(atMs).getTimezoneOffset();
  const local = new Date(atMs + ahead * 60_000).toISOString().slice(0, length).replace('T', ' ');
  if (ahead === 0) return `${local} UTC`;
  const twoDigits = (count: number): string => String(count).padStart(2, '0');
  const offset = `${twoDigits(Math.floor(Math.abs(ahead) / 60))}:${twoDigits(Math.abs(ahead) % 60)}`;
  return `${local} UTC${ahead < 0 ? '-' : '+'}${offset}`;
}

/** `a, b and 2 more` */
export function listed(items: readonly string[], more: number): string {
  return more === 0 ? items.join(', ') : `${items.join(', ')} and ${number(more)} more`;
}
