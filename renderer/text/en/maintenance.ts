/** Maintenance windows. */
import type { MaintenancePeriod } from '../../../electron/contract/model/maintenance.ts';
import { formatLength } from '../../format.ts';
import { coming } from './phrases.ts';

export const maintenance = {
  title: 'Maintenance',
  note: 'Checks continue but count nowhere, and nothing is sent; what is down afterwards is reported then',
  none: 'No maintenance is planned.',
  add: 'Add maintenance…',
  startNow: 'Start now',
  plan: 'Plan',
  name: 'Name',
  when: 'When',
  forms: { now: 'Now', once: 'Once', weekly: 'Every week' },
  explain: 'Checks continue, but they count nowhere and no notifications are sent. You can end it at any time.',
  durations: { '30m': '30 minutes', '1h': '1 hour', '2h': '2 hours', '4h': '4 hours', '12h': '12 hours' },
  activeUntil: (until: number, now: number) => `Active until ${coming(until, now)}`,
  next: ({ from, to }: MaintenancePeriod, now: number) => `Next ${coming(from, now)}, for ${formatLength(to - from)}`,
  over: 'Over',
  end: 'End now',
  endOf: (name: string) => `End now: ${name}`,
  remove: 'Delete',
  removeOf: (name: string) => `Delete: ${name}`,
};
