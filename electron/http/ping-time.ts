/**
 * The `at` of a ping: seconds (`date +%s`) or milliseconds since 1970, or ISO 8601 with or without an offset; local time
 * without one. How old it may be is for the engine to say.
 */

/** In seconds the year 5138, in milliseconds 1973. */
const leastMilliseconds = 1e11;
/** The year 2286. */
const mostMilliseconds = 1e13;

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)(?:(Z)|([ +-])(\d\d):?(\d\d)?)?)?$/i;

/** @returns epoch milliseconds; null: not a time. */
export function parsePingTime(text: string): number | null {
  return /^\d+(?:\.\d+)?$/.test(text) ? fromNumber(Number(text)) : fromIso(text);
}

function fromNumber(value: number): number | null {
  const ms = Math.round(value < leastMilliseconds ? value * 1_000 : value);
  return ms < mostMilliseconds ? ms : null;
}

function fromIso(text: string): number | null {
  const [, year, month, day, time, utc, sign, hours, minutes = '00'] = iso.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = `${year}-${month}-${day}`;
  // JavaScript accepts the 31st of every month.
  if (new Date(`${date}T00:00Z`).getUTCDate() !== Number(day)) return null;
  // A plus that was not encoded arrives as a blank.
  const offset = utc ?? (sign === undefined ? '' : `${sign === '-' ? '-' : '+'}${hours ?? ''}:${minutes}`);
  const ms = Date.parse(`${date}T${(time ?? '00:00').replace(',', '.')}${offset.toUpperCase()}`);
  return Number.isNaN(ms) ? null : ms;
}
