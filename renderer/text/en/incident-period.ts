/** The incidents of a period: its name, its totals, and what its incidents have in common. */
import type { IncidentGroup, IncidentTotals, MeanTime } from '../../../electron/contract/model/history.ts';
import { formatCount, formatMoment, formatMonth } from '../../format.ts';
import { rangeOfPeriod, type Period } from '../../state/period.ts';
import { failures, ranges } from './codes.ts';
import { countIncidents, countMonitors, plural } from './phrases.ts';

/** `October 2026`; the two that are asked for most have names as well. */
function monthName(period: Period, now: number): string {
  const { from } = rangeOfPeriod(period, now);
  const back =
    (new Date(now).getFullYear() - new Date(from).getFullYear()) * 12 +
    new Date(now).getMonth() -
    new Date(from).getMonth();
  const name = formatMonth(from);
  return back === 0 ? `This month (${name})` : back === 1 ? `Last month (${name})` : name;
}

/** `in the last 30 days`, `in October 2026`, `from 3 Oct, 10:00 to 4 Oct, 10:00` */
function within(period: Period, now: number): string {
  const { from, to } = rangeOfPeriod(period, now);
  switch (period.type) {
    case 'named':
      return `in the last ${ranges[period.name]}`;
    case 'month':
      return `in ${formatMonth(from)}`;
    case 'chosen':
      return `from ${formatMoment(from, now)} to ${formatMoment(to, now)}`;
  }
}

function countNote({ open, explained }: IncidentTotals): string {
  return [
    ...(open > 0 ? [`${formatCount(open)} open`] : []),
    ...(explained > 0 ? [`${formatCount(explained)} caused by others`] : []),
  ].join(', ');
}

const ofCount = ({ count }: MeanTime, all: number): string => `Mean, ${formatCount(count)} of ${formatCount(all)}`;

export const incidentTotals = {
  title: 'Totals of the period',
  count: 'Incidents',
  countNote,
  longest: 'Longest',
  showLongest: (length: string, name: string) => `${length}, ${name}: show incident`,
  downtime: 'Total downtime',
  downtimeNote: 'All monitors together',
  acknowledge: 'Time to acknowledge',
  resolve: 'Time to resolve',
  noneAcknowledged: 'None acknowledged',
  noneResolved: 'None resolved',
  ofCount,
};

export const incidentGroups = {
  /** Without a host, of the monitor that its incidents have in common. */
  name: ({ kind, host, incidents: [first] }: IncidentGroup) => {
    const where = host ?? first?.monitorName;
    return where === undefined ? failures[kind] : `${failures[kind]}: ${where}`;
  },
  summary: ({ count, monitors }: IncidentGroup) =>
    monitors > 1 ? `${countIncidents(count)} on ${countMonitors(monitors)}` : countIncidents(count),
  down: (length: string) => `${length} down`,
  rest: (count: number) => `${formatCount(count)} more. List the incidents without groups to see them all.`,
  restGroups: (count: number) =>
    `${plural(count, 'more group', 'more groups')}. Choose a shorter period to see all of them.`,
};

/** `Last 30 days, from 30 Oct, 07:45` */
function lead(period: Period, now: number): string {
  const { from, to } = rangeOfPeriod(period, now);
  switch (period.type) {
    case 'named':
      return `Last ${ranges[period.name]}, from ${formatMoment(from, now)}`;
    case 'month':
      return formatMonth(from);
    case 'chosen':
      return `${formatMoment(from, now)} – ${formatMoment(to, now)}`;
  }
}

export const period = {
  lead,
  label: 'Period',
  month: 'Month',
  anyMonth: 'Month…',
  monthName,
  within,
  custom: 'Custom…',
  from: 'From',
  to: 'To',
  apply: 'Show',
  notBefore: 'Must be before the end',
};
