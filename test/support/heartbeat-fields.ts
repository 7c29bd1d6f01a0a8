/** The fields of a heartbeat that a test does not care about, as they are stored. */
import type { HeartbeatMonitor } from '../../electron/contract/monitors/registry.ts';

export const heartbeatFields = {
  clock: null,
  startWithin: null,
  maxRunTime: null,
  minRunTime: null,
  failAfter: 1,
  onlyPost: false,
  failWords: [],
  startWords: [],
  successWords: [],
} as const satisfies Partial<HeartbeatMonitor>;

export function scheduleEvery(every: number): HeartbeatMonitor['schedule'] {
  return { every, cron: [], timezone: null };
}
