/** One monitor: its page, its history, its checks and pings. */
import { phaseNames } from '../../../electron/contract/model/state.ts';
import type { Series, Uptime } from '../../../electron/contract/model/history.ts';
import { formatLength, formatPercent, formatPhase, formatResponseTime } from '../../format.ts';
import type { RangeName } from '../../state/range.ts';
import type { Stretch } from '../../state/spans.ts';
import { phases as phaseWords, ranges, states } from './codes.ts';
import { countIncidents, plural } from './phrases.ts';

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** A day of checks every few seconds is more than a call may have arguments. */
function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function describeStretches(stretches: readonly Stretch[]): string {
  const outages = stretches.filter((stretch) => stretch.state === 'down');
  if (outages.length === 0) return 'States over time: never down';
  const downMs = outages.reduce((sum, { from, to }) => sum + to - from, 0);
  return `States over time: down ${plural(outages.length, 'time', 'times')}, ${formatLength(downMs)} in all`;
}

/** Over what was measured; a rolled-up series has medians and the 95th percentiles beside them. */
function typical({ resolution, p50, p95 }: Series): string {
  const measured = p50.filter((value) => value !== null);
  const middle = median(measured);
  if (middle === undefined) return 'Nothing was measured in this time';
  const worst = highest(resolution === 'raw' ? measured : p95.filter((value) => value !== null));
  const most =
    resolution === 'raw' ? `slowest ${formatResponseTime(worst)}` : `slowest 5% up to ${formatResponseTime(worst)}`;
  return `Median ${formatResponseTime(middle)}, ${most}`;
}

/** One point: `14:32: 51 ms`, `14:00: 51 ms median, 80 ms in the slowest 5%`, or its phases. */
function reading(when: string, { resolution, p50, p95, phases }: Series, index: number): string | null {
  if (phases !== null) {
    const parts = phaseNames.flatMap((name) => {
      const time = phases[name][index] ?? null;
      return time === null ? [] : [`${phaseWords[name]} ${formatPhase(time)}`];
    });
    return parts.length === 0 ? null : `${when}: ${parts.join(', ')}`;
  }
  const middle = p50[index] ?? null;
  if (middle === null) return null;
  const slow = p95[index] ?? null;
  const spread = resolution === 'raw' || slow === null ? '' : ` median, ${formatResponseTime(slow)} in the slowest 5%`;
  return `${when}: ${formatResponseTime(middle)}${spread}`;
}

function explainUptime({ upMs, downMs, coverage, incidents }: Uptime): string {
  const watched = coverage === null ? '' : ` Watched ${formatPercent(coverage)} of the time.`;
  return `Up ${formatLength(upMs)}, down ${formatLength(downMs)}, ${countIncidents(incidents)}.${watched}`;
}

export const monitor = {
  title: 'Monitor',
  gone: 'This monitor does not exist any more',
  goneNote: 'It may have been deleted here or by another window.',
  for: 'for',
  since: 'since',
  every: (length: string) => `Every ${length}`,
  expected: (every: string, grace: string) => `A ping every ${every}, ${grace} grace`,
  fromFile: 'From the configuration file',
  fromFileNote: 'Changes made here last until the file is applied again',
  showTag: (tag: string) => `Show monitors tagged ${tag}`,
  checkNow: 'Check now',
  pause: 'Pause',
  resume: 'Resume',
  edit: 'Edit',
  more: 'More actions',
  clone: 'Duplicate…',
  delete: 'Delete',
  renew: 'New ping URL…',
  renewWarning: 'The present URL stops working at once. Jobs that still ping it will count as silent.',
  renewConfirm: 'Make a new URL',
  renewed: 'The ping URL is new; put it into the job',
};

export const uptime = {
  label: 'Uptime',
  over: (name: RangeName) => `Last ${ranges[name]}`,
  watched: (length: string) => `${length} watched`,
  down: (length: string) => `${length} down`,
  noDowntime: 'No downtime',
  nothingKnown: 'Not watched',
  explain: explainUptime,
};

export const time = {
  range: 'Time range',
  earlier: 'Earlier',
  later: 'Later',
  reset: 'Back to now',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
};

export const history = {
  title: 'History',
  responseTime: 'Response time',
  describe: describeStretches,
  describeSeries: (series: Series) => `Response time chart. ${typical(series)}`,
  typical,
  reading,
  mode: 'Chart of',
  modes: { times: 'Total', phases: 'Phases' },
  gestures: 'Drag to zoom, Shift and drag or scroll sideways to move, double click for now',
  legend: 'Legend',
  single: 'Each check',
  median: 'Median',
  spread: 'Up to the slowest 5%',
  stretch: (state: Stretch['state']) => (state === 'unwatched' ? 'Not watched' : states[state]),
};

export const heartbeat = {
  title: 'Pings',
  nextPing: 'Next ping',
  lastPing: 'Last ping',
  waiting: 'Waiting for the first one; no alarm before it',
  noDeadline: 'None is due',
  dueIn: (length: string) => `Due in ${length}`,
  overdue: (length: string) => `Overdue by ${length}`,
  grace: (length: string) => `${length} of grace`,
  never: 'Never',
  url: 'Ping URL',
  copyUrl: 'Copy ping URL',
  noListener: 'The listener does not run, so no ping can arrive',
  snippet: 'Code for',
  snippetOf: (name: string) => `Code for ${name}`,
  copySnippet: 'Copy code',
};

export const checks = {
  title: 'Checks',
  show: 'Show checks',
  all: 'All',
  failures: 'Failures',
  none: 'No checks yet.',
  noFailures: 'No failed checks.',
  time: 'Time',
  result: 'Result',
  responseTime: 'Response time',
  answer: 'Phases or failure',
  details: 'Details of this check',
};

export const evidence = {
  phases: 'Phases',
  assertions: 'Assertions',
  met: 'Met:',
  notMet: 'Not met:',
  unhealthy: 'Reported as not healthy',
  answer: (status: number, bytes: string) => `Answer: ${status}, ${bytes}`,
  notKept: 'The answer itself is kept with failing checks, and with the last good one before them.',
  finalUrl: (url: string) => `After redirects: ${url}`,
  body: 'Body',
  copyBody: 'Copy body',
  emptyBody: 'The body is empty.',
  truncated: 'The rest of the body was not kept.',
  headers: (count: number) => plural(count, 'header', 'headers'),
  certificate: 'Certificate',
  validTo: 'Valid until',
  subject: 'For',
  issuer: 'Issued by',
};

export const pings = {
  title: 'Ping history',
  none: 'No ping has arrived yet.',
  time: 'Time',
  kind: 'Kind',
  exitCode: 'Exit code',
  runTime: 'Run time',
  body: 'Body',
  from: 'From',
};
