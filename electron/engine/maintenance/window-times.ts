/**
 * When a maintenance window is active. Pure. Local times follow the clock of the window's zone: a time that the clock skips
 * is the end of the gap, one that comes twice is the first of the two. The length of a cron window is elapsed time.
 * Periods that touch are one.
 */
import { isDeepStrictEqual } from 'node:util';
import type { MaintenancePeriod, MaintenanceWindow } from '../../contract/model/maintenance.ts';
import { instantOf } from '../calendar/instant.ts';
import { endOf as endOfWeekly, nextStart as nextWeeklyStart } from '../calendar/weekly-window.ts';
import { cronSchedule } from '../schedule/cron.ts';

interface WindowTimes {
  /** The first moment after `atMs` that is outside; null: `atMs` is outside. */
  readonly endOf: (atMs: number) => number | null;
  /** The first start after `atMs`; null: there is none. */
  readonly nextStart: (atMs: number) => number | null;
}

/** As stored: `endedAt` is when the period that was active then was ended by hand. */
export interface PlannedWindow {
  readonly window: MaintenanceWindow;
  readonly endedAt: number | null;
}

/** With a new definition. A period that was ended by hand stays ended while the times are the same. */
export function replaceWindow(before: PlannedWindow | null, window: MaintenanceWindow): PlannedWindow {
  const isSame = before !== null && isDeepStrictEqual(scheduleOf(before.window), scheduleOf(window));
  return { window, endedAt: isSame ? before.endedAt : null };
}

function scheduleOf({
  id: _id,
  name: _name,
  covers: _covers,
  source: _source,
  ...schedule
}: MaintenanceWindow): object {
  return schedule;
}

/** Periods of one window that are merged. */
const mostMerged = 1_000;

/** @param window valid. */
export function timesOf(window: MaintenanceWindow): WindowTimes {
  if ('cron' in window) return cronTimes(window);
  if (!('days' in window)) return singleTimes(window);
  return {
    endOf: (atMs) => endOfWeekly(window, atMs),
    nextStart: (atMs) => nextWeeklyStart(window, atMs),
  };
}

function singleTimes({ from, to, timezone }: Extract<MaintenanceWindow, { readonly from: string }>): WindowTimes {
  const start = instantOf(from, timezone) ?? 0;
  const end = instantOf(to, timezone) ?? 0;
  return {
    endOf: (atMs) => (atMs >= start && atMs < end ? end : null),
    nextStart: (atMs) => (atMs < start && start < end ? start : null),
  };
}

function cronTimes({ cron, duration, timezone }: Extract<MaintenanceWindow, { readonly cron: unknown }>): WindowTimes {
  const { next } = cronSchedule(cron, timezone);
  return {
    endOf(atMs) {
      let start = next(atMs - duration);
      if (start > atMs) return null;
      for (let count = 0; count < mostMerged; count += 1) {
        const following = next(start);
        if (following > start + duration) break;
        start = following;
      }
      return start + duration;
    },
    nextStart: (atMs) => next(atMs),
  };
}

/** When the period ends that is active at `atMs`; null: none is. */
export function activeUntil({ window, endedAt }: PlannedWindow, atMs: number): number | null {
  const { endOf } = timesOf(window);
  const end = endOf(atMs);
  if (end === null || endedAt === null || atMs < endedAt) return end;
  const endedUntil = endOf(endedAt);
  return endedUntil !== null && atMs < endedUntil ? null : end;
}

/** The first period that starts after `atMs`; null: there is none. */
export function nextPeriod({ window }: PlannedWindow, atMs: number): MaintenancePeriod | null {
  const { endOf, nextStart } = timesOf(window);
  const from = nextStart(endOf(atMs) ?? atMs) ?? nextStart(atMs);
  const to = from === null ? null : endOf(from);
  return from === null || to === null ? null : { from, to };
}

/** When it starts or ends next, after `atMs`; Infinity: never. */
export function nextChangeAt(planned: PlannedWindow, atMs: number): number {
  return activeUntil(planned, atMs) ?? timesOf(planned.window).nextStart(atMs) ?? Infinity;
}

/** The periods that overlap [from, to), the earliest first, as they were: one that was ended by hand ended then. */
export function periodsBetween(
  planned: PlannedWindow,
  { from, to }: MaintenancePeriod,
  most: number,
): readonly MaintenancePeriod[] {
  const endedAt = planned.endedAt ?? Infinity;
  const periods: MaintenancePeriod[] = [];
  let next = firstPeriod(planned, from);
  while (next !== null && next.from < to && periods.length < most) {
    const end = endedAt >= next.from && endedAt < next.to ? endedAt : next.to;
    if (end > from) periods.push({ from: next.from, to: end });
    next = nextPeriod(planned, next.to - 1);
  }
  return periods;
}

const weekMs = 7 * 86_400_000;

/** With its true start, unless that is further back than is looked: where periods overlap so that they hardly end. */
function firstPeriod(planned: PlannedWindow, atMs: number): MaintenancePeriod | null {
  const { window } = planned;
  const { endOf } = timesOf(window);
  if (endOf(atMs) === null) return nextPeriod(planned, atMs);
  const earlier = atMs - ('cron' in window ? 2 * window.duration : 'days' in window ? weekMs : Infinity);
  const end = endOf(earlier);
  if (end !== null && end > atMs) return { from: earlier, to: end };
  let period = nextPeriod(planned, earlier);
  while (period !== null && period.to <= atMs) period = nextPeriod(planned, period.to - 1);
  return period;
}
