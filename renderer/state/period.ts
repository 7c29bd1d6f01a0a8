/**
 * The period of the incidents view: a named length up to now, a month of the reader's calendar, or a part that was
 * chosen. It is kept as a short text, as the address has it: `7d`, `2026-10`, `2026-10-03T10:00Z--2026-10-04T10:00Z`.
 */
import { clampRange, lengthOf, type RangeName, type TimeRange } from './range.ts';

export const namedPeriods = ['24h', '7d', '30d', '90d'] as const satisfies readonly RangeName[];
type NamedPeriod = (typeof namedPeriods)[number];

export const usualPeriod: NamedPeriod = '30d';

/** `month` from 0, as dates have it. */
export interface Month {
  readonly type: 'month';
  readonly year: number;
  readonly month: number;
}

export type Period =
  | { readonly type: 'named'; readonly name: NamedPeriod }
  | Month
  | { readonly type: 'chosen'; readonly range: TimeRange };

const monthForm = /^(\d{4})-(0[1-9]|1[0-2])$/;
/** Nothing was recorded before, and no axis has to show more than a century. */
const earliest = Date.UTC(2000);
const latest = Date.UTC(2100);
/** As an input of a date and a time takes them. */
export const periodBounds = { min: '2000-01-01T00:00', max: '2099-12-31T23:59' };

/** Anything else is the usual period. */
export function parsePeriod(text: string): Period {
  const name = namedPeriods.find((one) => one === text);
  if (name !== undefined) return { type: 'named', name };
  const [, year, month] = monthForm.exec(text) ?? [];
  if (year !== undefined && Number(year) >= 2000) {
    return { type: 'month', year: Number(year), month: Number(month) - 1 };
  }
  const range = parseRange(text);
  return range === null ? { type: 'named', name: usualPeriod } : { type: 'chosen', range };
}

/** Null: it is none. */
export function parseRange(text: string): TimeRange | null {
  const [from = Number.NaN, to = Number.NaN] = text
    .split('--')
    .map((end) => Math.min(latest, Math.max(earliest, Date.parse(end))));
  return from < to ? { from, to } : null;
}

export function rangeText({ from, to }: TimeRange): string {
  return `${instant(from)}--${instant(to)}`;
}

export function periodText(period: Period): string {
  switch (period.type) {
    case 'named':
      return period.name;
    case 'month':
      return `${String(period.year)}-${String(period.month + 1).padStart(2, '0')}`;
    case 'chosen':
      return rangeText(period.range);
  }
}

/** To the second: `2026-10-03T10:00:00Z`. */
function instant(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

/** A month that is not over ends now. */
export function rangeOfPeriod(period: Period, now: number): TimeRange {
  switch (period.type) {
    case 'named':
      return { from: now - lengthOf(period.name), to: now };
    case 'month': {
      const from = startOfMonth(period.year, period.month);
      return { from, to: Math.max(from + 1, Math.min(now, startOfMonth(period.year, period.month + 1))) };
    }
    case 'chosen':
      return period.range;
  }
}

/** Whether it moves along with the time. */
export function isMoving(period: Period, now: number): boolean {
  return period.type === 'named' || (period.type === 'month' && startOfMonth(period.year, period.month + 1) > now);
}

/** The month before or after, or a part of the same length; -1 is earlier. */
export function neighbour(period: Period, direction: -1 | 1, now: number): Period {
  if (period.type === 'month') return monthAt(startOfMonth(period.year, period.month + direction));
  const { from, to } = rangeOfPeriod(period, now);
  const step = direction * (to - from);
  return { type: 'chosen', range: clampRange({ from: from + step, to: to + step }, now) };
}

/** The month that is on, and those before it: so many in all. */
export function latestMonths(now: number, count: number): readonly Month[] {
  const { year, month } = monthAt(now);
  return Array.from({ length: count }, (_, back) => monthAt(startOfMonth(year, month - back)));
}

export function monthAt(at: number): Month {
  const date = new Date(at);
  return { type: 'month', year: date.getFullYear(), month: date.getMonth() };
}

/** In the reader's calendar; months below 0 and above 11 are in other years. */
function startOfMonth(year: number, month: number): number {
  return new Date(year, month, 1).getTime();
}
