/** Numbers and lists in English, around what the reader's region writes in its own way. */
import type { Format } from '../format.ts';

export interface Quantities extends Format {
  /** `1 byte`, `2 bytes` */
  readonly counted: (count: number, one: string, many?: string) => string;
  /** `every day`, `every 5 min` */
  readonly recurring: (ms: number) => string;
  /** Whole units where it is a whole number of them: `64 KiB`. */
  readonly bytes: (count: number) => string;
  /** `a, b and 2 more` */
  readonly listed: (items: readonly string[], more: number) => string;
}

const periods: Readonly<Record<number, string>> = {
  1_000: 'second',
  60_000: 'minute',
  3_600_000: 'hour',
  86_400_000: 'day',
};

export function quantitiesIn(format: Format): Quantities {
  const { number } = format;
  const counted = (count: number, one: string, many = `${one}s`): string =>
    `${number(count)} ${count === 1 ? one : many}`;
  return {
    ...format,
    counted,
    recurring: (ms) => `every ${periods[ms] ?? format.duration(ms)}`,
    bytes(count) {
      if (count % 1_048_576 === 0) return `${number(count / 1_048_576)} MiB`;
      return count % 1_024 === 0 ? `${number(count / 1_024)} KiB` : counted(count, 'byte');
    },
    listed: (items, more) => (more === 0 ? items.join(', ') : `${items.join(', ')} and ${number(more)} more`),
  };
}
