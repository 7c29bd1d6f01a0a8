/** One monitor: its page, its history, its checks and pings. */
import { phaseNames } from '../../../electron/contract/model/state.ts';
import type { Severity } from '../../../electron/contract/model/monitor.ts';
import type { Figure, MainFigure, OwnFigure } from '../../../electron/contract/model/figure.ts';
import type { Series, Uptime } from '../../../electron/contract/model/history.ts';
import {
  formatCount,
  formatFigure,
  formatLength,
  formatPercent,
  formatPhase,
  formatResponseTime,
} from '../../format.ts';
import type { NextDue } from '../../state/next-due.ts';
import type { RangeName } from '../../state/range.ts';
import type { Run, UsualTimes } from '../../state/runs.ts';
import type { Stretch } from '../../state/spans.ts';
import { phases as phaseWords, ranges, severities, states } from './codes.ts';
import { capital, countIncidents, countMonitors, plural, recurring, shortLength } from './phrases.ts';

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** A loop, since a day of checks every few seconds exceeds the maximum number of arguments. */
function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function describeStretches(stretches: readonly Stretch[]): string {
  const outages = stretches.filter((stretch) => stretch.state === 'down');
  if (outages.length === 0) return 'State history: no downtime';
  const downMs = outages.reduce((sum, { from, to }) => sum + to - from, 0);
  return `State history: down ${plural(outages.length, 'time', 'times')}, ${formatLength(downMs)} in total`;
}

interface Charted {
  /** Null: response times. */
  readonly figure: Figure | null;
  /** Of a figure, the highest values in `p95`, and the lowest in `p99`. */
  readonly series: Series;
  /** Empty: the chart is not of runs. */
  readonly runs: readonly Run[];
}

/** A summary of the measurements; rollups have medians and 95th percentiles. */
function typical({ figure, series, runs }: Charted): string {
  const { resolution, p50, p95, p99 } = series;
  const measured = p50.filter((value) => value !== null);
  const last = measured.at(-1);
  if (figure !== null && last !== undefined) {
    const all = [...p95, ...p99].filter((value) => value !== null).sort((a, b) => a - b);
    const [least, most] = [all[0] ?? last, all.at(-1) ?? last].map((value) => formatFigure(value, figure.unit));
    const latest = `Latest ${formatFigure(last, figure.unit)}`;
    return least === most ? latest : `${latest}, lowest ${least ?? ''}, highest ${most ?? ''}`;
  }
  const middle = median(measured);
  if (middle === undefined) return 'No data in this range';
  if (runs.length > 0) return typicalRuns(runs, middle);
  const worst = highest(resolution === 'raw' ? measured : p95.filter((value) => value !== null));
  const most = resolution === 'raw' ? `slowest ${formatResponseTime(worst)}` : `p95 ${formatResponseTime(worst)}`;
  return `Median ${formatResponseTime(middle)}, ${most}`;
}

function typicalRuns(runs: readonly Run[], middle: number): string {
  const failed = runs.filter(({ outcome }) => outcome === 'fail').length;
  return `${plural(runs.length, 'run', 'runs')}, ${failed === 0 ? 'none' : formatCount(failed)} failed, median ${formatResponseTime(middle)}`;
}

interface Point extends Omit<Charted, 'runs'> {
  readonly index: number;
  /** What other locations measured then. */
  readonly places: readonly { readonly name: string; readonly time: number }[];
}

/** One point: `14:32: 51 ms, Frankfurt 80 ms`, `14:00: 51 ms median, p95 80 ms`, its phases, or `14:32: failed`. */
function reading(when: string, { figure, series, index, places }: Point): string | null {
  const others = places.map(({ name, time }) => `${name} ${formatResponseTime(time)}`);
  const own = figure === null ? ownReading(series, index) : figureReading(figure, series, index);
  const parts = [...own, ...others];
  return parts.length === 0 ? null : `${when}: ${parts.join(', ')}`;
}

/** `12 %`, or `12 % median, 3 % to 40 %`. */
function figureReading({ unit }: Figure, { resolution, p50, p95, p99 }: Series, index: number): readonly string[] {
  const shown = [p50, p99, p95].flatMap((column) => {
    const value = column[index] ?? null;
    return value === null ? [] : [formatFigure(value, unit)];
  });
  const [middle, least, most] = shown;
  if (middle === undefined || least === undefined || most === undefined) return [];
  return [resolution === 'raw' ? middle : `${middle} median, ${least} to ${most}`];
}

function ownReading({ resolution, at, p50, p95, phases, failedAt }: Series, index: number): readonly string[] {
  // Its response time does not count.
  if (failedAt?.includes(at[index] ?? NaN)) return ['failed'];
  if (phases !== null) {
    return phaseNames.flatMap((name) => {
      const time = phases[name][index] ?? null;
      return time === null ? [] : [`${phaseWords[name]} ${formatPhase(time)}`];
    });
  }
  const middle = p50[index] ?? null;
  if (middle === null) return [];
  const slow = p95[index] ?? null;
  const spread = resolution === 'raw' || slow === null ? '' : ` median, p95 ${formatResponseTime(slow)}`;
  return [`${formatResponseTime(middle)}${spread}`];
}

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
  if (of === 'check') return 'Check due';
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

/** What kinds name themselves. */
const figures: Readonly<Record<OwnFigure, string>> = {
  packetLoss: 'Packet loss',
  jitter: 'Jitter',
  days: 'Days left',
  restarts: 'Restarts',
  series: 'Number of series',
  value: 'Value',
};

export const history = {
  title: 'History',
  describe: describeStretches,
  describeSeries: (charted: Charted) =>
    `${charted.figure === null ? (charted.runs.length > 0 ? 'Runs' : 'Response time chart') : 'Chart'}. ${typical(charted)}`,
  typical,
  reading,
  charts: 'Charts',
  modes: { times: 'Response time', phases: 'Phases', locations: 'Locations', runs: 'Runs', figures: 'Values' },
  runTime: 'Run time',
  value: 'Value',
  point: 'Point in the chart',
  noPoint: 'None chosen. Arrow keys choose one.',
  gestures:
    'Click or arrow keys read a point, drag zooms, Shift-drag or scrolling sideways pans, double-click returns to now',
  legend: 'Legend',
  failed: 'Failed check',
  single: 'Each check',
  median: 'Median',
  spread: 'Up to p95',
  extremes: 'Lowest to highest',
  limit: (level: 'warning' | 'critical', value: string) => `${level === 'warning' ? 'Warning' : 'Critical'} ${value}`,
  figures,
  stretch: (state: Stretch['state']) => (state === 'unmonitored' ? 'No data' : states[state]),
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
  usual,
  started: 'Started',
  length: 'Run time',
  noEnd: 'No end reported before the next start',
  outcome: 'Outcome',
  outcomes: { success: 'Succeeded', fail: 'Failed', running: 'Running', unfinished: 'No end reported' },
  exitCode: (code: number) => `exit code ${String(code)}`,
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
