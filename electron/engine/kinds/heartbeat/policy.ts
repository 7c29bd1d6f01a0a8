/** What a heartbeat's deadlines follow from. */
import type { HeartbeatClock } from '../../../contract/monitors/heartbeat.ts';
import type { PingFilter } from './filter.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import type { Tracking } from '../../state/step.ts';

export interface HeartbeatPolicy {
  readonly schedule: Schedule;
  /** The period; null: the schedule has fixed times. */
  readonly every: number | null;
  readonly grace: number;
  /** Null: the first ping decides. */
  readonly clock: HeartbeatClock | null;
  readonly startWithin: number | null;
  readonly maxRunTime: number | null;
  readonly minRunTime: number | null;
  readonly failAfter: number;
  readonly filter: PingFilter;
}

const halfDayMs = 12 * 3_600_000;

export function clockOf({ clock }: Pick<Tracking, 'clock'>, policy: Pick<HeartbeatPolicy, 'clock'>): HeartbeatClock {
  return policy.clock ?? clock ?? 'awake';
}

/** Its period is measured; longer ones and fixed times fall due by the clock on the wall. */
export function isMeasured({ every }: Pick<HeartbeatPolicy, 'every'>): boolean {
  return every !== null && every < halfDayMs;
}

/** How long after the deadline a job may stay silent. */
export function toleranceOf({ startWithin, grace }: HeartbeatPolicy): number {
  return startWithin ?? grace;
}

/** The latest end of a run that starts at `startedAt`. */
export function latestEnd(startedAt: number, { maxRunTime, schedule, grace }: HeartbeatPolicy): number {
  return maxRunTime === null ? schedule.next(startedAt) + grace : startedAt + maxRunTime;
}
