/** Maintenance windows. */
import { parseDuration } from '../../../electron/contract/duration.ts';
import type {
  MaintenanceCovers,
  MaintenancePeriod,
  MaintenanceWindow,
  PlannedMaintenance,
} from '../../../electron/contract/model/maintenance.ts';
import { formatDay, formatLength, formatMoment } from '../../format.ts';
import type { MaintenanceDuration } from '../../state/maintenance-draft.ts';
import { weekdayOf } from '../../state/week.ts';
import { weekdays } from './codes.ts';
import { capital, coming, countMonitors, listed, listedSome, plural } from './phrases.ts';
import { describeWeekly } from './rules.ts';

type NameOf = (id: string) => string;

const mostNamed = 3;

/** `tagged prod or shop, and Billing`. */
function describeCovers({ all, tags, monitors }: MaintenanceCovers, monitorName: NameOf): string {
  if (all) return 'Everything';
  const named = listedSome(monitors.slice(0, mostNamed).map(monitorName), monitors.length);
  const parts = [tags.length === 0 ? '' : `tagged ${listed(tags, 'or')}`, monitors.length === 0 ? '' : named];
  return capital(parts.filter((part) => part !== '').join(', and '));
}

/** `from 22:00 to 23:00 on Sun (Europe/Berlin)`; empty of one that happens once, which its state describes. */
function describeTimes(window: MaintenanceWindow): string {
  if ('days' in window) return describeWeekly(window);
  if (!('cron' in window)) return '';
  const zone = window.timezone === null ? '' : ` (${window.timezone})`;
  return `${window.cron.join(', ')} for ${formatLength(window.duration)}${zone}`;
}

const durations = {
  '30m': 'For 30 minutes',
  '1h': 'For 1 hour',
  '2h': 'For 2 hours',
  '4h': 'For 4 hours',
  '12h': 'For 12 hours',
} satisfies Record<MaintenanceDuration, string>;

/** `20:02`, of one that starts now. */
function endAfter(duration: MaintenanceDuration, now: number): string {
  return coming(now + (parseDuration(duration) ?? 0), now);
}

function period({ from, to }: MaintenancePeriod, now: number): string {
  return `${formatMoment(from, now)} – ${formatMoment(to, now)}`;
}

/** `Wed, 14 Oct`. */
function describeDay(day: number, now: number): string {
  return `${weekdays[weekdayOf(day)]}, ${formatDay(day, now)}`;
}

export const maintenance = {
  title: 'Maintenance',
  note: 'Checks continue but do not count, and nothing is sent; what is still down at the end is reported then',
  none: 'No maintenance is scheduled.',
  add: 'Add maintenance…',
  addDialog: 'Add maintenance',
  edit: 'Edit maintenance',
  editOf: (name: string) => `Edit maintenance: ${name}`,
  moreOf: (name: string) => `More for maintenance ${name}`,
  delete: 'Delete',
  deleted: (name: string) => `${name} deleted`,
  menu: 'Maintenance',
  addTo: 'Add to',
  added: (name: string, count: number) => `${name} now covers ${countMonitors(count)}`,
  started: (name: string, until: number, now: number) => `${name} is active until ${coming(until, now)}`,
  startNow: 'Start now',
  plan: 'Schedule',
  name: 'Name',
  when: 'When',
  forms: { now: 'Now', once: 'Once', weekly: 'Every week', cron: 'Cron' },
  explain: 'Checks continue but do not count, and nothing is sent. You can end it at any time.',
  durations,
  endAfter,
  durationUntil: (duration: MaintenanceDuration, now: number) =>
    `${durations[duration]}, until ${endAfter(duration, now)}`,
  startsNext: 'Next starts',
  describe: (window: MaintenanceWindow, monitorName: NameOf) =>
    [describeCovers(window.covers, monitorName), describeTimes(window)].filter((part) => part !== '').join(' · '),
  covers: describeCovers,
  activeUntil: (until: number, now: number) => `Active until ${coming(until, now)}`,
  next: ({ from, to }: MaintenancePeriod, now: number) => `Next ${coming(from, now)}, for ${formatLength(to - from)}`,
  over: 'Ended',
  end: 'End now',
  endOf: (name: string) => `End now: ${name}`,
  calendar: 'Calendar',
  calendarCut: (count: number) => `Only the first ${plural(count, 'period', 'periods')} are shown.`,
  thisMonth: 'This month',
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  day: describeDay,
  dayWith: (day: number, periods: readonly PlannedMaintenance[], now: number) =>
    [describeDay(day, now), ...periods.map((one) => `${one.name} ${period(one, day)}`)].join(', '),
  noneOn: 'No maintenance on this day.',
  addOn: (day: number, now: number) => `Add on ${describeDay(day, now)}…`,
  times: (zone: string) => `Times in ${zone}`,
  period,
};
