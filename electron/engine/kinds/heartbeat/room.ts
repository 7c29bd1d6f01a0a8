/** Heartbeats: monitors of jobs that ping. */
import type { HeartbeatMonitor } from '../../../contract/monitors/registry.ts';
import { intervalSchedule } from '../../schedule/schedule.ts';
import type { PingedRoom } from '../kind.ts';

export const heartbeatRoom: PingedRoom<HeartbeatMonitor> = {
  policy: ({ schedule, grace, clock, startWithin, maxRunTime, minRunTime, failAfter }) => ({
    schedule: intervalSchedule(schedule.every),
    every: schedule.every,
    grace,
    clock,
    startWithin,
    maxRunTime,
    minRunTime,
    failAfter,
  }),
};
