/** The digest, in English. */
import { counted, duration, number } from './quantities.ts';

/** Rounded down, so that an outage never looks like none. */
function percent(ratio: number): string {
  return `${number(Math.floor(ratio * 10_000 + 1e-6) / 100)}%`;
}

export const digest = {
  summary(incidents: number, uptime: number | null) {
    const count = incidents === 0 ? 'no incidents' : counted(incidents, 'incident');
    return uptime === null ? count : `${count}, ${percent(uptime)} uptime`;
  },
  longest: 'Longest incidents',
  noIncidents: 'No incidents.',
  downFor: (lastedMs: number, reason: string) => `down for ${duration(lastedMs)}, ${reason}`,
  downStill: (lastedMs: number, reason: string) => `still down, for ${duration(lastedMs)}, ${reason}`,
  labels: {
    now: 'Now',
    period: 'Period',
    coverage: 'Monitored',
    muted: 'Muted',
    uncovered: 'No notifications for',
    program: 'Vigilmon',
    backup: 'Last backup',
  },
  period: (from: string, to: string) => `${from} to ${to}`,
  coverage: (ratio: number) => `${percent(ratio)} of the time`,
  none: 'none',
  isWell: 'working normally',
};
