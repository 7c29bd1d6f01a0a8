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

/** `2026-11-02 10:15 UTC` */
export function minute(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `a, b and 2 more` */
export function listed(items: readonly string[], more: number): string {
  return more === 0 ? items.join(', ') : `${items.join(', ')} and ${number(more)} more`;
}
