/** A job that sends pings; a missing ping is a failure. */
import { formatDuration } from '../duration.ts';
import {
  choice,
  derived,
  duration,
  group,
  integer,
  optional,
  suggested,
  token,
  type Fields,
  type ValuesOf,
} from '../fields/field.ts';
import { problem, type Problem } from '../problems.ts';
import { defineMonitor } from './definition.ts';

const second = 1_000;
const minute = 60_000;
const hour = 3_600_000;
const longestPeriod = 366 * 24 * hour;

/** A tenth of the period, but between ten seconds and an hour. */
export function defaultGrace(every: number): number {
  return Math.round(Math.min(Math.max(every / 10, 10 * second), hour));
}

/**
 * Which time counts towards a deadline. `awake`: only time in which this computer was awake and Vigilmon ran. `wall`:
 * all of it.
 */
export const heartbeatClocks = ['awake', 'wall'] as const;
export type HeartbeatClock = (typeof heartbeatClocks)[number];

/** What is judged beside the deadline, and by which time. */
export const runFields = {
  /** Null: by the origin of the first ping, `awake` from this computer and `wall` from elsewhere. */
  clock: optional(choice(heartbeatClocks)),
  /** A run must have started this long after it is due; null: only its success is expected. */
  startWithin: optional(duration({ least: second, most: longestPeriod })),
  /** A longer run is down; null: period and grace. */
  maxRunTime: optional(duration({ least: second, most: longestPeriod })),
  /** A run that succeeds sooner is suspicious; null: none is. */
  minRunTime: optional(duration({ least: 1, most: longestPeriod })),
  /** Consecutive failed runs until it is down. */
  failAfter: integer({ least: 1, most: 10, default: 1 }),
} as const satisfies Fields;

export const heartbeat = defineMonitor({
  kind: 'heartbeat',
  version: 2,
  upgrades: [
    (before) => ({ ...before, clock: null, startWithin: null, maxRunTime: null, minRunTime: null, failAfter: 1 }),
  ],
  observedBy: 'ping',
  fields: {
    schedule: group({ every: suggested(duration({ least: 10 * second, most: longestPeriod }), 5 * minute) }),
    grace: derived(duration({ least: 0, most: longestPeriod })),
    ...runFields,
    /** The last part of the ping URL: a capability, not a login, so it is shown to the owner of the monitor. */
    token: token(),
  },
  target: ({ schedule }) => `every ${formatDuration(schedule.every)}`,
  hostOf: () => null,
  defaultName: () => '',
  unnamed: 'Heartbeat',
  problems: ({ minRunTime, maxRunTime }): Readonly<Record<string, Problem>> =>
    minRunTime !== null && maxRunTime !== null && minRunTime >= maxRunTime
      ? { minRunTime: problem('not-shorter-than', { field: 'maxRunTime', limit: maxRunTime }) }
      : {},
  complete: (given) => ({ ...given, grace: given.grace ?? defaultGrace(given.schedule?.every ?? 0) }),
});

export type HeartbeatSchedule = ValuesOf<(typeof heartbeat)['fields']>['schedule'];
