/** One monitor: its page, its checks, runs and pings. */
import type { Severity } from '../../../electron/contract/model/monitor.ts';
import type { MainFigure } from '../../../electron/contract/model/figure.ts';
import { keptPings, type Uptime } from '../../../electron/contract/model/history.ts';
import { formatCount, formatFigure, formatLength, formatPercent, formatResponseTime } from '../../format.ts';
import type { NextDue } from '../../state/next-due.ts';
import type { RangeName } from '../../state/range.ts';
import type { UsualTimes } from '../../state/runs.ts';
import { ranges, severities } from './codes.ts';
import { capital, countIncidents, countMonitors, plural, recurring, shortLength } from './phrases.ts';

function explainUptime({ upMs, downMs, coverage, incidents }: Uptime): string {
  const monitored = coverage === null ? '' : ` Monitored ${formatPercent(coverage)} of the time.`;
  return `Up ${formatLength(upMs)}, down ${formatLength(downMs)}, ${countIncidents(incidents)}.${monitored}`;
}

export function certificateEnd(endsAt: number, now: number): string {
  return `Certificate ${expiry(endsAt, now)}`;
}

function domainEnd(endsAt: number, now: number): string {
  return `Domain ${expiry(endsAt, now)}`;
}

function expiry(endsAt: number, now: number): string {
  if (endsAt <= now) return `expired ${formatLength(now - endsAt)} ago`;
  const days = Math.floor((endsAt - now) / 86_400_000);
  return `expires in ${days === 0 ? formatLength(endsAt - now) : plural(days, 'day', 'days')}`;
}

/** `Next check in 5 s`, `Ping overdue by 2 min`. */
function nextDue({ of, inMs }: Pick<NextDue, 'of' | 'inMs'>): string {
  if (inMs > 0) return `${of === 'check' ? 'Next check' : 'Next ping due'} in ${formatLength(inMs)}`;
  if (of === 'check') return 'Next check now';
  return inMs === 0 ? 'Ping due' : `Ping overdue by ${formatLength(-inMs)}`;
}

/** `41 days left`, `12.5 %`. */
function mainFigure({ name, value, unit }: MainFigure): string {
  if (name === 'days') return value < 0 ? 'Expired' : `${plural(value, 'day', 'days')} left`;
  return formatFigure(value, unit);
}

export const monitor = {
  title: 'Monitor',
  deleted: 'Deleted monitor',
  gone: 'This monitor no longer exists',
  goneNote: 'It was deleted, here or in another window.',
  for: 'for',
  since: 'since',
  every: (ms: number) => capital(recurring(ms)),
  expected: (ms: number, grace: string) => `A ping ${recurring(ms)}, ${grace} grace period`,
  onSchedule: (schedule: string, grace: string) => `A ping ${schedule}, ${grace} grace period`,
  nextDue,
  mainFigure,
  severity: (severity: Severity) => `Severity: ${severities[severity].toLowerCase()}`,
  certificate: certificateEnd,
  registration: domainEnd,
  causedBy: (name: string) => `Caused by ${name}`,
  flapping: 'Flapping',
  behind: (count: number) => `${countMonitors(count)} behind it`,
  fromFile: 'From the configuration file',
  fromFileNote: 'Changes made here are overwritten when the file is applied again',
  showTag: (tag: string) => `Show monitors tagged ${tag}`,
  checkNow: 'Check now',
  pause: 'Pause',
  resume: 'Resume',
  edit: 'Edit',
  more: 'More actions',
  clone: 'Duplicate…',
  copyCommand: 'Copy as curl',
  delete: 'Delete',
  renew: 'New ping URL…',
  renewWarning: 'The current URL stops working immediately. Pings sent to it are no longer counted.',
  renewConfirm: 'Create new URL',
  renewed: 'New ping URL created; update your job',
};

export const uptime = {
  label: 'Uptime',
  over: (name: RangeName) => `Last ${ranges[name]}`,
  ofMonitored: (length: string) => `${length} monitored`,
  onlyMonitored: (length: string) => `Only ${length} monitored`,
  down: (length: string) => `${length} down`,
  noDowntime: 'No downtime',
  nothingKnown: 'No data',
  explain: explainUptime,
  periodBefore: (name: RangeName) => `The ${ranges[name]} before`,
  before: (ratio: number | null) => (ratio === null ? 'No earlier period' : `Previously ${formatPercent(ratio)}`),
};

export const time = {
  range: 'Time range',
  earlier: 'Earlier',
  later: 'Later',
  reset: 'Back to now',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
};

export const heartbeat = {
  title: 'Pings',
  nextPing: 'Next ping',
  lastPing: 'Last ping',
  waiting: 'Waiting for the first ping; no alerts until then',
  unsaved: 'Due after the first ping, which can arrive as soon as the monitor is saved',
  noDeadline: 'None due',
  grace: (length: string) => `${length} grace period`,
  never: 'Never',
  clock: 'Clock',
  clocks: {
    awake: 'Counts only while this computer is awake and Vigilmon runs',
    wall: 'Real time, also while this computer is away',
  },
  url: 'Ping URL',
  copyUrl: 'Copy ping URL',
  noListener: 'The listener is not running, so pings cannot be received',
  snippet: 'Code snippet',
  snippetOf: (name: string) => `Code snippet: ${name}`,
  copySnippet: 'Copy code',
};

export const checks = {
  title: 'Checks',
  one: 'Check',
  show: 'Show checks',
  all: 'All',
  failures: 'Failures',
  none: 'No checks yet.',
  noFailures: 'No failed checks.',
  time: 'Time',
  result: 'Result',
  responseTime: 'Response time',
  answer: 'Details',
  details: 'Details of this check',
};

export const evidence = {
  phases: 'Phases',
  failedHere: 'failed here',
  assertions: 'Assertions',
  met: 'Passed:',
  notMet: 'Failed:',
  unhealthy: 'Reported unhealthy',
  answer: (status: number, bytes: string, httpVersion: string) =>
    `Response: ${status}, ${bytes}${httpVersion === '' ? '' : `, HTTP/${httpVersion}`}`,
  notKept: 'Responses are kept for failed checks and for the last good check before them.',
  finalUrl: (url: string) => `After redirects: ${url}`,
  body: 'Body',
  copyBody: 'Copy body',
  emptyBody: 'The body is empty.',
  truncated: 'The body was truncated.',
  headers: (count: number) => plural(count, 'header', 'headers'),
  certificate: 'Certificate',
  timeLeft: (ms: number) => (ms > 0 ? `${shortLength(ms)} left` : 'expired'),
  latest: 'Latest result',
};

export const pings = {
  title: 'Ping history',
  show: 'Show pings',
  none: 'No pings yet.',
  noFailures: 'No failed pings.',
  time: 'Time',
  kind: 'Kind',
  exitCode: 'Exit code',
  runTime: 'Duration',
  body: 'Body',
  from: 'Source',
};

interface DescribedRun {
  readonly outcome: string;
  readonly at: string;
  /** Null: it has no end. */
  readonly length: string | null;
  readonly exitCode: number | null;
  readonly overlaps: boolean;
}

function usual(times: UsualTimes): string {
  const [least, most] = [formatResponseTime(times.least), formatResponseTime(times.most)];
  return least === most ? `Usually ${most}` : `Usually ${least} to ${most}`;
}

export const runs = {
  one: 'Run',
  latest: 'Latest finished run',
  usual,
  started: 'Started',
  length: 'Run time',
  noEnd: 'No end reported before the next start',
  outcome: 'Outcome',
  outcomes: { success: 'Succeeded', fail: 'Failed', running: 'Running', unfinished: 'No end reported' },
  exitCode: (code: number) => `exit code ${String(code)}`,
  dropped: `Not kept: only the latest ${formatCount(keptPings)} pings are`,
  overlap: 'Overlap',
  overlapHint: 'Another run was in progress at the same time.',
  output: 'Output of the run',
  describe: ({ outcome, at, length, exitCode, overlaps }: DescribedRun) =>
    [
      outcome,
      `started ${at}`,
      ...(length === null ? [] : [`took ${length}`]),
      ...(exitCode === null ? [] : [`exit code ${String(exitCode)}`]),
      ...(overlaps ? ['overlaps another run'] : []),
    ].join(', '),
};
