/**
 * A time of day on some days of the week, in a time zone, once on each of these days. A time that the clock skips moves
 * by the length of the gap; of a time that comes twice, the first counts. Pure.
 */
import { weekdays, type Weekday } from '../../contract/model/alert.ts';
import { instantOf } from './instant.ts';
import { offsetAt } from './wall-clock.ts';

export interface LocalTime {
  /** Empty: every day. */
  readonly days: readonly Weekday[];
  /** `09:00` */
  readonly at: string;
  /** An IANA name; null: this computer's. */
  readonly timezone: string | null;
}

const dayMs = 86_400_000;
/** A week, and a day more for the distance from UTC. */
const daysSearched = 8;

/** The last occurrence that is not after `atMs`, epoch ms. */
export function lastOccurrence(time: LocalTime, atMs: number): number {
  return Math.max(...occurrencesAround(time, atMs).filter((occurrence) => occurrence <= atMs));
}

/** The first occurrence after `atMs`, epoch ms. */
export function nextOccurrence(time: LocalTime, atMs: number): number {
  return Math.min(...occurrencesAround(time, atMs).filter((occurrence) => occurrence > atMs));
}

function occurrencesAround({ days, at, timezone }: LocalTime, atMs: number): readonly number[] {
  const today = atMs + offsetAt(atMs, timezone);
  const around = Array.from({ length: 2 * daysSearched + 1 }, (_, index) => {
    return new Date(today + (index - daysSearched) * dayMs);
  });
  return around.filter((day) => isOn(days, day)).flatMap((day) => instantOf(`${dateOf(day)}T${at}`, timezone) ?? []);
}

/** @param day local time as if it were UTC. */
function isOn(days: readonly Weekday[], day: Date): boolean {
  const name = weekdays[day.getUTCDay()];
  return days.length === 0 || (name !== undefined && days.includes(name));
}

function dateOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}
