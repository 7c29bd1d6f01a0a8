/**
 * Numbers as a JSON document writes them. A JavaScript number keeps neither `9007199254740993` nor the zero of `1.0`, so
 * in the values that assertions compare and show, such a number is a text behind a mark that no document can contain.
 * Two numbers are compared by their exact decimal values.
 */
import { randomUUID } from 'node:crypto';
import type { Json } from '../../contract/model/monitor.ts';

const mark = `\ud800${randomUUID()}:`;
const literalOrNumber = /("(?:[^"\\]+|\\.)*")|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** @param text a valid JSON document. */
export function markNumbers(text: string): string {
  return text.replace(literalOrNumber, (written, literal: string | undefined) =>
    literal !== undefined || String(Number(written)) === written ? written : JSON.stringify(mark + written),
  );
}

/** As text for a person; null: neither a number nor a marked one. */
export function numberText(value: Json): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.startsWith(mark) ? value.slice(mark.length) : null;
}

const marked = new RegExp(`"\\\\ud800${mark.slice(1)}([^"]+)"`, 'g');

/** JSON of a value, with its numbers as written. */
export function writtenJson(value: Json): string {
  return numberText(value) ?? JSON.stringify(value).replace(marked, '$1');
}

/** The value for an assertion: a number if it is exact, else its digits as text. */
export function expectable(value: Json): Json {
  const written = numberText(value);
  return written === null || typeof value === 'number' ? value : isExact(written) ? Number(written) : written;
}

/** Whether a JavaScript number has exactly this value. */
export function isExact(written: string): boolean {
  const number = Number(written);
  return Number.isFinite(number) && Math.abs(number) <= exactLimit && compareDecimals(String(number), written) === 0;
}

/** Integers beyond it are not all representable. */
export const exactLimit = 2 ** 53;

/** Integers beyond the limit are given as text, and compared with numbers. */
export function isLargeInteger(text: string): boolean {
  return /^-?\d{16,1000}$/.test(text) && !isExact(text);
}

interface Decimal {
  readonly sign: -1 | 0 | 1;
  /** 0.DIGITS times ten to the power of `point`; no zeros at either end. */
  readonly digits: string;
  readonly point: number;
}

const decimal = /^\s*([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,9}))?\s*$/i;

/** Below 0: a is less than b; NaN: one of them is no decimal number. */
export function compareDecimals(a: string, b: string): number {
  const [x, y] = [decimalOf(a), decimalOf(b)];
  if (x === null || y === null) return NaN;
  if (x.sign !== y.sign) return x.sign - y.sign;
  if (x.point !== y.point) return x.sign * (x.point - y.point);
  return x.digits === y.digits ? 0 : x.digits < y.digits ? -x.sign : x.sign;
}

function decimalOf(text: string): Decimal | null {
  const [matched, sign = '', whole = '', fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
  if (matched === undefined) return null;
  const all = whole + fraction;
  const digits = all.replace(/^0+/, '');
  if (digits === '') return { sign: 0, digits: '', point: 0 };
  const leading = all.length - digits.length;
  return {
    sign: sign === '-' ? -1 : 1,
    digits: withoutTrailingZeros(digits),
    point: whole.length - leading + Number(exponent),
  };
}

/** A pattern would take quadratic time on a long run of zeros. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
