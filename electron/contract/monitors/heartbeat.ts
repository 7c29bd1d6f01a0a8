/** A job that sends pings; a missing ping is a failure. */
import { formatDuration } from '../duration.ts';
import { derived, duration, group, suggested, token, type ValuesOf } from '../fields/field.ts';
import { defineMonitor } from './definition.ts';

const second = 1_000;
const minute = 60_000;
const hour = 3_600_000;
const longestPeriod = 366 * 24 * hour;

/** A tenth of the period, but between ten seconds and an hour. */
export function defaultGrace(every: number): number {
  return Math.round(Math.min(Math.max(every / 10, 10 * second), hour));
}

export const heartbeat = defineMonitor({
  kind: 'heartbeat',
  version: 1,
  observedBy: 'ping',
  fields: {
    schedule: group({ every: suggested(duration({ least: 10 * second, most: longestPeriod }), 5 * minute) }),
    grace: derived(duration({ least: 0, most: longestPeriod })),
    /** The last part of the ping URL: a capability, not a login, so it is shown to the owner of the monitor. */
    token: token(),
  },
  target: ({ schedule }) => `every ${formatDuration(schedule.every)}`,
  hostOf: () => null,
  defaultName: () => '',
  unnamed: 'Heartbeat',
  complete: (given) => ({ ...given, grace: given.grace ?? defaultGrace(given.schedule?.every ?? 0) }),
});

export type HeartbeatSchedule = ValuesOf<(typeof heartbeat)['fields']>['schedule'];
