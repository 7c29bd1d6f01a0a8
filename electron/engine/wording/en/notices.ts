/** Notifications of the program itself, which are about no single monitor. */
import type { Quantities } from './quantities.ts';

export const notices = ({ length }: Quantities) => ({
  offline: {
    title: 'You are offline',
    body: 'Internet monitors are not checked until you are back online. Local monitors keep running.',
  },
  portal: {
    title: 'You are offline',
    body: 'This network requires a login. Internet monitors are not checked until you log in.',
  },
  backOnline: (offlineMs: number) => `Back online after ${length(offlineMs)}`,
  states: { down: 'down', failing: 'failing', degraded: 'degraded', up: 'up' },
  counted: (count: string, state: string) => `${count} ${state}`,
  counts: (counts: readonly string[]) => `${counts.join(', ')}.`,
  cannotRecord: 'Vigilmon cannot record',
});
