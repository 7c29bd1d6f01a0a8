/** Heartbeats: monitors of jobs that ping. */
import type { HeartbeatSchedule } from '../../../contract/monitors/heartbeat.ts';
import type { HeartbeatMonitor } from '../../../contract/monitors/registry.ts';
import { cronSchedule } from '../../schedule/cron.ts';
import { intervalSchedule, type Schedule } from '../../schedule/schedule.ts';
import type { PingedRoom } from '../kind.ts';
import type { HeartbeatPolicy } from './policy.ts';

/** A cron line takes longer to parse than a ping to process. */
const schedules = new WeakMap<HeartbeatSchedule, Schedule>();

export function scheduleOf(given: HeartbeatSchedule): Schedule {
  const known = schedules.get(given);
  if (known !== undefined) return known;
  const { every, cron, timezone } = given;
  const made = every === null ? cronSchedule(cron, timezone) : intervalSchedule(every);
  schedules.set(given, made);
  return made;
}

const policies = new WeakMap<HeartbeatMonitor, HeartbeatPolicy>();

export const heartbeatRoom: PingedRoom<HeartbeatMonitor> = {
  policy(monitor) {
    const known = policies.get(monitor);
    if (known !== undefined) return known;
    const { schedule, grace, clock, startWithin, maxRunTime, minRunTime, failAfter, ...filter } = monitor;
    const { every } = schedule;
    const times = { grace, clock, startWithin, maxRunTime, minRunTime, failAfter };
    const made = { schedule: scheduleOf(schedule), every, ...times, filter };
    policies.set(monitor, made);
    return made;
  },
};
