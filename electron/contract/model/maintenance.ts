/** Maintenance windows: planned work, during which the monitors that they cover raise nothing. */
import type { Weekday } from './alert.ts';
import type { Source } from './monitor.ts';

export interface MaintenanceCovers {
  readonly monitors: readonly string[];
  /** Any of them. */
  readonly tags: readonly string[];
  /** Every monitor. */
  readonly all: boolean;
}

/**
 * Once, from one instant to another (ISO 8601 with an offset, or local time in the zone: `2026-11-29T02:00`); every week,
 * from a time of day to another (`22:00`; a `to` that is not later is on the next day; no days: every day); or at the times
 * of cron lines, for a duration in milliseconds.
 */
export type MaintenanceTimes =
  | { readonly from: string; readonly to: string }
  | { readonly days: readonly Weekday[]; readonly from: string; readonly to: string }
  | { readonly cron: readonly string[]; readonly duration: number };

export type MaintenanceWindow = MaintenanceTimes & {
  readonly id: string;
  readonly name: string;
  /** An IANA name; null: that of this computer. */
  readonly timezone: string | null;
  readonly covers: MaintenanceCovers;
  readonly source: Source;
};

/** One time that a window is active; epoch ms. */
export interface MaintenancePeriod {
  readonly from: number;
  readonly to: number;
}

export type MaintenanceView = MaintenanceWindow & {
  /** When it ends, while it is active; null: it is not. */
  readonly activeUntil: number | null;
  /** The next period; null: there is none. */
  readonly next: MaintenancePeriod | null;
  /** How many monitors it covers. */
  readonly monitors: number;
};

/** Of the calendar, in one response. */
export const mostCalendarPeriods = 500;

/** A period on the calendar. */
export interface PlannedMaintenance extends MaintenancePeriod {
  readonly id: string;
  readonly name: string;
}

/** The longest that a window started by hand lasts. */
export const longestMaintenanceMs = 31 * 86_400_000;
