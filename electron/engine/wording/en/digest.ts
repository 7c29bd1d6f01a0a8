/** The digest, in English. */
import type { Quantities } from './quantities.ts';

export const digest = ({ counted, length, percent }: Quantities) => ({
  summary(incidents: number, uptime: number | null) {
    const count = incidents === 0 ? 'no incidents' : counted(incidents, 'incident');
    return uptime === null ? count : `${count}, ${percent(uptime)} uptime`;
  },
  longest: 'Longest incidents',
  noIncidents: 'No incidents.',
  downFor: (lastedMs: number, reason: string) => `down for ${length(lastedMs)}, ${reason}`,
  downStill: (lastedMs: number, reason: string) => `still down, for ${length(lastedMs)}, ${reason}`,
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
});
