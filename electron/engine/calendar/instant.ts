/**
 * The instant of a written time: ISO 8601 with an offset, or local time in a zone. A local time that the clock skips is as
 * far behind the gap as it is ahead of its start; one that comes twice is the first.
 */
import { offsetAt } from './wall-clock.ts';

const pattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/iu;
const dayMs = 86_400_000;

/** Epoch ms; null: it is not such a time. @param timezone an IANA name; null: this computer's. */
export function instantOf(text: string, timezone: string | null): number | null {
  const [, date, time = '', seconds = ':00', offset] = pattern.exec(text.trim()) ?? [];
  if (date === undefined) return null;
  const iso = `${date}T${time.padStart(5, '0')}${seconds}`;
  const asUtc = Date.parse(`${iso}Z`);
  // Date.parse accepts days that the month does not have.
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(date)) return null;
  if (offset === undefined) return localInstant(asUtc, timezone);
  return Date.parse(`${iso}${offset.toUpperCase().replace(/^([+-]\d{2}):?(\d{2})$/u, '$1:$2')}`);
}

function localInstant(asUtc: number, timezone: string | null): number {
  const before = asUtc - offsetAt(asUtc - dayMs, timezone);
  const after = asUtc - offsetAt(asUtc + dayMs, timezone);
  const real = [before, after].filter((at) => at + offsetAt(at, timezone) === asUtc);
  return real.length === 0 ? before : Math.min(...real);
}
