/** A whole heartbeat as it is stored, of which a test names what it cares about. */
import type { HeartbeatMonitor } from '../../electron/contract/monitors/registry.ts';
import { withoutLocations } from './without-locations.ts';

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

/** Expected every five minutes, with the defaults of all else. */
export function storedHeartbeat(fields: Partial<HeartbeatMonitor> = {}): HeartbeatMonitor {
  return {
    id: 'mailer',
    kind: 'heartbeat',
    name: 'Mailer',
    enabled: true,
    severity: 'critical',
    tags: [],
    notes: '',
    ...withoutLocations,
    source: 'hand',
    ...heartbeatFields,
    schedule: scheduleEvery(300_000),
    grace: 30_000,
    token: 'mailer-token-0123456789',
    ...fields,
  };
}

export function scheduleEvery(every: number): HeartbeatMonitor['schedule'] {
  return { every, cron: [], timezone: null };
}
