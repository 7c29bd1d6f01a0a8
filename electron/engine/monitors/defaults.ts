/** What a monitor is where nothing else was said. */
import type { HttpMonitor } from '../../contract/model/monitor.ts';

const secondMs = 1_000;
const hourMs = 3_600_000;

export const commonDefaults = { enabled: true, severity: 'critical', tags: [], notes: '' } as const;

export const httpDefaults = {
  method: 'GET',
  headers: {},
  body: null,
  auth: null,
  interval: 60 * secondMs,
  timeout: 10 * secondMs,
  followRedirects: true,
  ipFamily: 'auto',
  ignoreTlsErrors: false,
  failAfter: 2,
  recoverAfter: 2,
  recheckInterval: 5 * secondMs,
  degradedAfter: null,
  certificateWarningDays: [14],
  assertions: [],
} as const satisfies Partial<HttpMonitor>;

/** A tenth of the period, between ten seconds and an hour. */
export function defaultGrace(every: number): number {
  return Math.round(Math.min(Math.max(every / 10, 10 * secondMs), hourMs));
}
