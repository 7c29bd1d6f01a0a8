/** Counts, percentages, sizes and durations. Units are the international symbols, the same in every language. */
import { once } from './once.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const lengthUnits = [
  ['d', day],
  ['h', hour],
  ['min', minute],
  ['s', second],
] as const;

/** Units of time that programs write. */
const msIn: Readonly<Record<string, number | undefined>> = { us: 0.001, ms: 1, s: second };

const sizeUnits = ['kB', 'MB', 'GB', 'TB'] as const;

export interface NumberFormat {
  /** `1,234`. */
  readonly formatCount: (value: number) => string;
  /** Truncated, never rounded up: only an uptime without any failure is `100%`. Two decimals from 99 % on, else one. */
  readonly formatPercent: (ratio: number) => string;
  /** `512 B`, `12.4 kB`, `3.1 MB`; decimal units. */
  readonly formatBytes: (bytes: number) => string;
  /** A number with its unit, as programs write it: `12.5 %`, `3.1 MB` of `B`, `1.24 s` of `s`; large ones `12.4M`. */
  readonly formatFigure: (value: number, unit: string) => string;
  /** `0.05 ms`, `1.8 ms`, `23 ms`, `1.24 s`, `12.4 s`; a job may run longer: `21 min 9 s`. */
  readonly formatResponseTime: (ms: number) => string;
  /** Phases are short, so tenths of a millisecond are shown. */
  readonly formatPhase: (ms: number) => string;
  /** The two largest units: `2 d 4 h`, `4 min 12 s`, `9 s`; below a second `0 s`. */
  readonly formatLength: (ms: number) => string;
  /** The largest unit alone, for narrow places: `2 d`, `4 min`. */
  readonly formatShortLength: (ms: number) => string;
}

/** Numbers with 0, 1 or 2 decimals. */
function createDecimals(locale: string, style: 'decimal' | 'percent') {
  const make = (digits: number) =>
    once(() => new Intl.NumberFormat(locale, { style, minimumFractionDigits: digits, maximumFractionDigits: digits }));
  const formats = { 0: make(0), 1: make(1), 2: make(2) } as const;
  return (value: number, digits: keyof typeof formats): string => formats[digits]().format(value);
}

export function createNumberFormat(locale: string): NumberFormat {
  const decimal = createDecimals(locale, 'decimal');
  const percent = createDecimals(locale, 'percent');
  /** At most so many decimals. */
  const short = {
    1: once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })),
    2: once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })),
  };
  const figure = once(() => new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 }));
  const large = once(() => new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 4 }));
  const count = (value: number): string => decimal(value, 0);

  function formatLength(ms: number): string {
    const total = Math.max(0, ms);
    const first = lengthUnits.findIndex(([, unit]) => total >= unit);
    const larger = lengthUnits[first];
    if (larger === undefined) return `${count(0)} s`;
    const [name, unit] = larger;
    const whole = Math.floor(total / unit);
    const smaller = lengthUnits[first + 1];
    const rest = smaller === undefined ? 0 : Math.floor((total - whole * unit) / smaller[1]);
    return `${count(whole)} ${name}${smaller === undefined || rest === 0 ? '' : ` ${count(rest)} ${smaller[0]}`}`;
  }

  function formatResponseTime(ms: number): string {
    if (ms < 0.005 && ms > 0) return `<${decimal(0.01, 2)} ms`;
    if (ms < 9.95) return `${short[ms < 1 ? 2 : 1]().format(ms)} ms`;
    if (ms < 999.5) return `${count(Math.round(ms))} ms`;
    // What would round to `60.0 s` is a minute.
    if (ms >= 59_950) return formatLength(Math.max(ms, minute));
    return `${decimal(ms / second, ms < 9_995 ? 2 : 1)} s`;
  }

  function formatBytes(bytes: number): string {
    if (bytes < 1_000) return `${count(bytes)} B`;
    let value = bytes / 1_000;
    let unit = 0;
    while (value >= 999.95 && unit < sizeUnits.length - 1) {
      value /= 1_000;
      unit += 1;
    }
    return `${decimal(value, value < 100 ? 1 : 0)} ${sizeUnits[unit] ?? 'TB'}`;
  }

  function formatFigure(value: number, unit: string): string {
    if (value < 0) return `−${formatFigure(-value, unit)}`;
    if (unit === 'B') return formatBytes(value);
    const inMs = msIn[unit];
    if (inMs !== undefined && value > 0) return formatResponseTime(value * inMs);
    const number = (value < 1e6 ? figure : large)().format(value);
    return unit === '' ? number : `${number} ${unit}`;
  }

  return {
    formatCount: count,
    formatFigure,
    formatPercent(ratio) {
      if (ratio >= 1 || ratio <= 0) return percent(ratio >= 1 ? 1 : 0, 0);
      const digits = ratio >= 0.99 ? 2 : 1;
      const scale = 10 ** (digits + 2);
      // The small addend corrects binary noise: 0.29 * 100 is 28.999999999999996.
      return percent(Math.floor(ratio * scale + 1e-6) / scale, digits);
    },
    formatBytes,
    formatResponseTime,
    formatPhase: (ms) => (ms < 10 ? `${decimal(ms, 1)} ms` : formatResponseTime(ms)),
    formatLength,
    formatShortLength(ms) {
      const total = Math.max(0, ms);
      const [name, unit] = lengthUnits.find(([, size]) => total >= size) ?? ['s', second];
      return `${count(Math.floor(total / unit))} ${name}`;
    },
  };
}
