/** Heartbeats: monitors of jobs that ping. */
import type { HeartbeatMonitor } from '../../../contract/monitors/registry.ts';
import type { PingedRoom } from '../kind.ts';

export const heartbeatRoom: PingedRoom<HeartbeatMonitor> = {
  policy: ({ schedule, grace }) => ({ every: schedule.every, grace }),
};
