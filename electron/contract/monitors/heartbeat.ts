/** A job that sends pings; a missing ping is a failure. */
import { shortestGap, translateCron } from '../cron-line.ts';
import { formatDuration } from '../duration.ts';
import {
  choice,
  derived,
  duration,
  flag,
  group,
  integer,
  lines,
  list,
  optional,
  suggested,
  text,
  token,
  type Fields,
} from '../fields/field.ts';
import { problem, type Problems } from '../problems.ts';
import { defineMonitor } from './definition.ts';
import { scheduleOf } from './schedule-text.ts';

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

const words = () => list(text({ longest: 200 }), { most: 20, default: [] });

/** Which pings count, and as what: a plain success is read by the words in its body. */
export const filterFields = {
  /** Pings by other methods than POST and PUT are listed and change nothing. */
  onlyPost: flag(false),
  /** A body with one of these is a failure, whatever else it contains. */
  failWords: words(),
  startWords: words(),
  /** Where there are some, a body without any of these words changes nothing. */
  successWords: words(),
} as const satisfies Fields;

export const heartbeat = defineMonitor({
  kind: 'heartbeat',
  version: 4,
  upgrades: [
    (before) => ({ ...before, clock: null, startWithin: null, maxRunTime: null, minRunTime: null, failAfter: 1 }),
    ({ schedule, ...before }) => ({ ...before, schedule: { cron: [], timezone: null, ...(schedule as object) } }),
    (before) => ({ ...before, onlyPost: false, failWords: [], startWords: [], successWords: [] }),
  ],
  observedBy: 'ping',
  fields: {
    /** Either a period or cron lines. */
    schedule: group({
      every: suggested(optional(duration({ least: 10 * second, most: longestPeriod })), 5 * minute),
      cron: lines(text({ format: 'cron', longest: 200 }), { most: 20 }),
      /** Of the cron lines; null: this computer's. */
      timezone: optional(text({ format: 'time-zone', longest: 64, placeholder: 'Europe/Berlin' })),
    }),
    grace: derived(duration({ least: 0, most: longestPeriod })),
    ...runFields,
    ...filterFields,
    /** The last part of the ping URL: a capability, not a login, so it is shown to the owner of the monitor. */
    token: token(),
  },
  fromAddress(typed) {
    const schedule = scheduleOf(typed);
    return schedule === null ? null : { schedule: { ...schedule, timezone: null } };
  },
  target: ({ schedule }) => scheduleText(schedule),
  hostOf: () => null,
  defaultName: () => '',
  unnamed: 'Heartbeat',
  problems: ({ schedule, minRunTime, maxRunTime }): Problems => ({
    ...((schedule.every === null) === (schedule.cron.length === 0) ? { schedule: problem('one-schedule') } : {}),
    ...(minRunTime !== null && maxRunTime !== null && minRunTime >= maxRunTime
      ? { minRunTime: problem('not-shorter-than', { field: 'maxRunTime', limit: maxRunTime }) }
      : {}),
  }),
  complete(given) {
    if (given.schedule === undefined) return given;
    const schedule = translated(given.schedule);
    return { ...given, schedule, grace: given.grace ?? defaultGrace(periodOf(schedule)) };
  },
});

function translated<S extends GivenSchedule>(schedule: S): S {
  return { ...schedule, cron: schedule.cron?.map(asCron) };
}

/** As it is stored; a line that cannot be translated is reported as it was given. */
export function asCron(text: string): string {
  const translated = translateCron(text);
  return 'line' in translated ? translated.line : text;
}

interface GivenSchedule {
  readonly every?: number | null | undefined;
  readonly cron?: readonly string[] | undefined;
}

/** Of cron lines, the shortest time between two runs; a day where they cannot be read out. */
function periodOf({ every, cron = [] }: GivenSchedule): number {
  return every ?? shortestGap(cron) ?? 24 * hour;
}

/** `every 5m`, or `cron 0 3 * * 1-5, Europe/Berlin`. */
function scheduleText({ every, cron, timezone }: HeartbeatSchedule): string {
  if (every !== null) return `every ${formatDuration(every)}`;
  const lines = cron.join('; ');
  return ['cron', timezone === null ? lines : `${lines}, ${timezone}`].join(' ');
}

export interface HeartbeatSchedule {
  readonly every: number | null;
  readonly cron: readonly string[];
  readonly timezone: string | null;
}
