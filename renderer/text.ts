/* eslint-disable max-lines -- all wording stays on one page */
/**
 * All wording of the window. Sentences are short, in plain words, in sentence case and without exclamation.
 * Views hold no words of their own, so that a text is found, changed and one day translated here.
 */
import { phaseNames } from '../electron/contract/model/state.ts';
import type {
  AlertEventName,
  AlertRoute,
  Alert,
  AlertStatus,
  ChannelKind,
  ChannelView,
  NotificationEvent,
  MuteScope,
  QuietHours,
  Rule,
  SmtpSecurity,
  Weekday,
} from '../electron/contract/model/alert.ts';
import type { PingKind, Series, Uptime } from '../electron/contract/model/history.ts';
import type {
  Assertion,
  AssertionOperator,
  AssertionSubject,
  MonitorKind,
  Severity,
} from '../electron/contract/model/monitor.ts';
import type { Theme } from '../electron/contract/model/program.ts';
import type {
  FailureKind,
  MonitorState,
  MonitorSummary,
  OverviewSummary,
  PhaseName,
  SpanState,
  Verdict,
} from '../electron/contract/model/state.ts';
import { parseDuration } from '../electron/contract/duration.ts';
import { muteUntil, type MuteChoice } from '../electron/contract/mute-choices.ts';
import type { ErrorCode } from '../electron/contract/result.ts';
import {
  formatComing,
  formatCount,
  formatExact,
  formatLength,
  formatMoment,
  formatPercent,
  formatPhase,
  formatResponseTime,
  formatTimeOfDay,
} from './format.ts';
import type { AssertionDraft } from './state/assertion-draft.ts';
import type { Lane, Mark } from './state/lanes.ts';
import type { SortOrder } from './state/list.ts';
import type { HttpDraft } from './state/monitor-draft.ts';
import type { MuteTarget } from './state/mutes.ts';
import type { RangeName } from './state/range.ts';
import type { Setup } from './state/setup.ts';
import type { Stretch } from './state/spans.ts';
import { isLoopback } from './state/loopback.ts';

export const stateWords: Readonly<Record<MonitorState | SpanState, string>> = {
  new: 'Waiting',
  up: 'Up',
  degraded: 'Degraded',
  failing: 'Failing',
  down: 'Down',
  unknown: 'Unknown',
  paused: 'Paused',
  maintenance: 'Maintenance',
  running: 'Running',
  late: 'Late',
};

/** What a state means, for the hover and the monitor's page. */
export const stateMeanings: Readonly<Record<MonitorState, string>> = {
  new: 'Not checked yet',
  up: 'All is well',
  degraded: 'Answers, but slower than wanted',
  failing: 'The last check failed; checking again before it counts as down',
  down: 'Down',
  unknown: 'Cannot be judged from here at the moment',
  paused: 'Not watched until resumed',
  maintenance: 'Under maintenance; nothing is alerted',
  running: 'A run has started and not ended yet',
  late: 'The ping is overdue, but still within the grace time',
};

export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  degraded: 'Slow',
  fail: 'Failed',
  inconclusive: 'No verdict',
};

export const errorTexts: Readonly<Record<ErrorCode, string>> = {
  invalid: 'Something in the form is not right',
  'not-found': 'This does not exist any more',
  conflict: 'This collides with something that is already there',
  unauthorized: 'The access token is missing or wrong',
  forbidden: 'This page may not talk to Vigilmon',
  'too-large': 'That is too much at once',
  unavailable: 'Vigilmon does not answer',
  internal: 'Something went wrong inside Vigilmon',
};

export const failureTitles: Readonly<Record<FailureKind, string>> = {
  assertion: 'An expectation was not met',
  dns: 'The name could not be resolved',
  refused: 'The connection was refused',
  reset: 'The connection was reset',
  unreachable: 'The host cannot be reached',
  timeout: 'No full answer in time',
  'tls-expired': 'The certificate has expired',
  'tls-not-yet-valid': 'The certificate is not valid yet',
  'tls-untrusted': 'The certificate is not trusted',
  'tls-hostname': 'The certificate is for another host',
  'tls-protocol': 'No secure connection could be agreed on',
  'not-http': 'The answer was not HTTP',
  'too-large': 'The answer was too large',
  'bad-encoding': 'The answer could not be decoded',
  'cut-short': 'The answer ended too early',
  'redirect-loop': 'Too many redirects',
  'redirect-invalid': 'A redirect led nowhere',
  missed: 'No ping arrived in time',
  reported: 'The job reported a failure',
  overrun: 'The job started and did not end in time',
  network: 'The network failed',
  offline: 'This computer was offline; this does not count',
  asleep: 'This computer was asleep; this does not count',
  internal: 'Vigilmon itself failed; this does not count',
};

export const kindWords: Readonly<Record<MonitorKind, string>> = { http: 'HTTP endpoint', heartbeat: 'Heartbeat' };
export const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};
export const themeWords: Readonly<Record<Theme, string>> = {
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
};
export const sortWords: Readonly<Record<SortOrder, string>> = {
  state: 'What needs a look first',
  name: 'By name',
  slowest: 'Slowest first',
  changed: 'Latest change first',
};
export const pingWords: Readonly<Record<PingKind, string>> = {
  success: 'Success',
  start: 'Start',
  fail: 'Failure',
  log: 'Note',
};
export const channelWords: Readonly<Record<ChannelKind, string>> = {
  native: 'Desktop notification',
  email: 'E-mail',
  slack: 'Slack',
};
export const securityWords: Readonly<Record<SmtpSecurity, string>> = {
  none: 'None',
  starttls: 'STARTTLS',
  tls: 'TLS',
};
export const eventWords: Readonly<Record<NotificationEvent, string>> = {
  down: 'Down',
  reminder: 'Reminder',
  recovered: 'Recovered',
  degraded: 'Degraded',
  certificate: 'Certificate',
};
/** As a rule says them, behind `when`. */
const eventClauses: Readonly<Record<AlertEventName, string>> = {
  down: 'down',
  recovered: 'recovered',
  degraded: 'degraded',
  certificate: 'a certificate ends soon',
};
export const alertStatusWords: Readonly<Record<AlertStatus, string>> = {
  pending: 'Waiting',
  sent: 'Sent',
  failed: 'Given up',
  merged: 'Said with the recovery',
  cancelled: 'Not needed',
};
export const subjectWords: Readonly<Record<AssertionSubject, string>> = {
  status: 'Status code',
  body: 'Body',
  json: 'JSON value',
  header: 'Header',
  responseTime: 'Response time',
};
export const operatorWords: Readonly<Record<AssertionOperator, string>> = {
  equals: 'equals',
  notEquals: 'does not equal',
  in: 'is one of',
  contains: 'contains',
  notContains: 'does not contain',
  matches: 'matches',
  lessThan: 'is less than',
  greaterThan: 'is greater than',
  exists: 'exists',
};

function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export const countMonitors = (count: number): string => plural(count, 'monitor', 'monitors');
export const countIncidents = (count: number): string => plural(count, 'incident', 'incidents');

/** `a`, `a and b`, `a, b and c`; `word` may be `or`. */
function listed(items: readonly string[], word = 'and'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

const rangeWords: Readonly<Record<RangeName, string>> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
};

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** `Status code equals 200`, `$.status equals "ok"`, `content-type contains json`. */
export function describeAssertion({ on, is, value, path }: Assertion): string {
  const subject = on === 'json' ? (path ?? '') : on === 'header' ? `Header ${path ?? ''}` : subjectWords[on];
  if (value === undefined) return `${subject} ${operatorWords[is]}`;
  const shown = on !== 'json' && typeof value === 'string' ? value : JSON.stringify(value);
  return `${subject} ${operatorWords[is]} ${shown}${on === 'responseTime' ? ' ms' : ''}`;
}

/** Where a channel leads, behind its kind: ` to a@example.com by smtp.example.com`. */
export function channelTarget(channel: ChannelView): string {
  return channel.kind === 'email' ? ` to ${listed(channel.to)} by ${channel.smtp.host}` : '';
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export interface RuleSentence {
  readonly when: string;
  readonly who: string;
  readonly how: string;
}

type NameOf = (id: string) => string;

function howSoon(delay: number): string {
  return delay === 0 ? 'at once' : `after ${formatLength(delay)}`;
}

/** The intervals grow from there on. */
function howOften(repeatEvery: number | null): string {
  return repeatEvery === null ? '' : `, reminded after ${formatLength(repeatEvery)} and then ever more rarely`;
}

/** As a week begins; `weekdays` counts as the programs do. */
export const dayOrder = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];
export const dayWords: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

/** `Mon to Fri`, `Sat and Sun`, `Mon, Wed and Fri`. */
function describeDays(days: readonly Weekday[]): string {
  const places = dayOrder.flatMap((day, place) => (days.includes(day) ? [place] : []));
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const isRun = places.length > 2 && last - first === places.length - 1;
  const words = places.map((place) => dayWords[dayOrder[place] ?? 'mon']);
  return isRun ? `${words[0] ?? ''} to ${words.at(-1) ?? ''}` : listed(words);
}

/** `quiet from 22:00 to 07:00 on Mon to Fri (Europe/Vienna)` */
function describeQuiet({ days, from, to, timezone }: QuietHours): string {
  const on = days.length === 0 || days.length === dayOrder.length ? '' : ` on ${describeDays(days)}`;
  const hours = from === to && from === '00:00' ? 'all day' : `from ${from} to ${to}`;
  return `quiet ${hours}${on}${timezone === null ? '' : ` (${timezone})`}`;
}

function describeRoute(
  { delay, repeatEvery, heldUntil }: Omit<AlertRoute, 'channelId' | 'ruleIds'>,
  now: number,
): string {
  const soon = heldUntil === null ? howSoon(delay) : `after the quiet hours, ${formatComing(heldUntil, now)}`;
  return `${soon}${howOften(repeatEvery)}`;
}

/** By quiet hours, now. */
export function isHeld(alert: Alert): alert is Alert & { readonly heldUntil: number } {
  return alert.status === 'pending' && alert.heldUntil !== null && alert.nextAttemptAt === alert.heldUntil;
}

/** A channel's name as a rule says it: with what keeps it from being told. */
export function channelInRule(channel: ChannelView | undefined, id: string): string {
  if (channel === undefined) return id;
  if (!channel.enabled) return `${channel.name} (off)`;
  return channel.health.broken ? `${channel.name} (does not work)` : channel.name;
}

/** `Critical, tagged prod` → `Slack and E-mail`, `, after 10 min`. */
export function describeRule(rule: Rule, channelName: NameOf, monitorName: NameOf): RuleSentence {
  const { when, channels, delay, repeatEvery, quietHours } = rule;
  const parts = [
    when.severity.map((severity) => severityWords[severity]).join(' or '),
    when.events.length === 0
      ? ''
      : `when ${listed(
          when.events.map((event) => eventClauses[event]),
          'or',
        )}`,
    when.tags.length === 0 ? '' : `tagged ${listed(when.tags, 'or')}`,
    when.monitors.length === 0 ? '' : `only ${listed(when.monitors.map(monitorName), 'or')}`,
  ].filter((part) => part !== '');
  return {
    when: parts.length === 0 ? 'Everything' : capital(parts.join(', ')),
    who: channels.length === 0 ? 'nobody' : listed(channels.map(channelName)),
    how: `, ${howSoon(delay)}${howOften(repeatEvery)}${quietHours === null ? '' : `; ${describeQuiet(quietHours)}`}`,
  };
}

function headline({ counts }: OverviewSummary, total: number): string {
  const watched = total - counts.paused - counts.maintenance;
  if (counts.down > 0)
    return counts.down === 1 && total === 1 ? 'It is down' : `${counts.down} of ${countMonitors(total)} down`;
  const shaky = counts.failing + counts.late;
  if (shaky > 0) return `${countMonitors(shaky)} may be going down`;
  if (counts.degraded > 0) return `${countMonitors(counts.degraded)} slower than wanted`;
  if (counts.unknown > 0) return `${countMonitors(counts.unknown)} cannot be judged from here`;
  if (watched === 0) return 'Everything is paused';
  if (counts.new === watched) return 'Waiting for the first checks';
  if (counts.new > 0) return `${formatCount(watched - counts.new)} of ${countMonitors(watched)} are up`;
  return watched === 1 ? 'All is well' : `All ${countMonitors(watched)} are up`;
}

function title(summary: OverviewSummary | null): string {
  const down = summary?.counts.down ?? 0;
  return down > 0 ? `(${down}) Vigilmon` : 'Vigilmon';
}

function announce(monitors: readonly MonitorSummary[]): string {
  const said = monitors.slice(0, 5).map(({ name, state }) => `${name}: ${stateWords[state]}`);
  const rest = monitors.length - said.length;
  return [...said, ...(rest > 0 ? [`and ${countMonitors(rest)} more`] : [])].join('. ');
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

/** A day of checks every few seconds is more than a call may have arguments. */
function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
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

const phaseWords: Readonly<Record<PhaseName, string>> = {
  dns: 'DNS',
  connect: 'Connect',
  tls: 'TLS',
  firstByte: 'Waiting',
  download: 'Download',
};

function alertTimes({ detectedAt, confirmedAt, sentAt, acceptedAt }: Alert): string {
  const lines: readonly (readonly [string, number | null])[] = [
    ['Detected', detectedAt],
    ['Confirmed', confirmedAt],
    ['Sent', sentAt],
    ['Accepted', acceptedAt],
  ];
  return lines.flatMap(([word, at]) => (at === null ? [] : [`${word} ${formatExact(at)}`])).join('\n');
}

function explainUptime({ upMs, downMs, coverage, incidents }: Uptime): string {
  const watched = coverage === null ? '' : ` Watched ${formatPercent(coverage)} of the time.`;
  return `Up ${formatLength(upMs)}, down ${formatLength(downMs)}, ${countIncidents(incidents)}.${watched}`;
}

function muteScope(scope: MuteScope, monitorName: NameOf, everything = 'Everything'): string {
  if (scope.kind === 'all') return everything;
  return scope.kind === 'tag' ? `${everything} tagged ${scope.tag}` : monitorName(scope.monitorId);
}

const muteWords: Readonly<Record<MuteChoice, string>> = {
  '1h': 'For 1 hour',
  '4h': 'For 4 hours',
  tomorrow: 'Until tomorrow',
};

/** `20:02`: tomorrow's day is in the choice's own words. */
function choiceEnd(choice: MuteChoice, now: number): string {
  const until = muteUntil(choice, now);
  return choice === 'tomorrow' ? formatTimeOfDay(until) : formatComing(until, now);
}

function muteEnd(until: number | null, now: number): string {
  return until === null ? 'until it recovers' : `until ${formatComing(until, now)}`;
}

function mutedUntil(until: number | null, now: number): string {
  return `Muted ${muteEnd(until, now)}`;
}

function muteDone(target: MuteTarget, until: number | null, now: number): string {
  const end = muteEnd(until, now);
  if (target.kind !== 'monitors') return `${muteScope(target, String)} is muted ${end}`;
  const [first] = target.monitors;
  if (target.monitors.length === 1) return `${first?.name ?? ''} is muted ${end}`;
  return `${countMonitors(target.monitors.length)} are muted ${end}`;
}

function assertionPlaceholder({ on, is }: Pick<AssertionDraft, 'on' | 'is'>): string {
  if (is === 'in') return on === 'status' ? '200, 204' : 'ok, warn';
  if (is === 'matches') return '^ok';
  if (on === 'responseTime') return 'Milliseconds';
  if (on === 'status') return '200';
  return on === 'json' ? 'ok, 5 or true' : '';
}

function setupRuleNote({ untold, isComplete }: Setup): string {
  if (isComplete) return 'At once, besides this desktop.';
  if (untold.length === 0) return 'As soon as there is Slack or e-mail. Until then this desktop alone is told.';
  return `No rule leads to ${listed(untold.map(({ name }) => name))} yet.`;
}

function listenerAddress(address: string): string {
  if (address === '0.0.0.0') return '0.0.0.0 (every network)';
  if (address === '::') return ':: (every network, IPv6 too)';
  return isLoopback(address) ? `${address} (this computer alone)` : `${address} (this network)`;
}

function requestNote({ method, authType, headers }: HttpDraft): string {
  const login = authType === 'none' ? [] : [authType === 'basic' ? 'user name and password' : 'bearer token'];
  const extra = headers.length === 0 ? [] : [plural(headers.length, 'header', 'headers')];
  return [method, ...login, ...extra].join(', ');
}

/** `down after 2 failed checks, 10 s timeout`; what is typed and cannot be read yet stands as it is. */
function judgingNote({ failAfter, timeout }: HttpDraft): string {
  const timeoutMs = parseDuration(timeout);
  const checks = failAfter.trim() === '1' ? '1 failed check' : `${failAfter} failed checks`;
  return `down after ${checks}, ${timeoutMs === null ? timeout : formatLength(timeoutMs)} timeout`;
}

/** `20 Nov, 13:30, 3 min 56 s: timed out`, or how many outages lie so close together. */
function describeMark({ incidents, from, to, isOpen }: Mark, now: number): string {
  const [first] = incidents;
  const when = `${formatMoment(from, now)}, ${isOpen ? 'still down, ' : ''}${formatLength(to - from)}`;
  if (first === undefined || incidents.length > 1) return `${countIncidents(incidents.length)} from ${when}`;
  return `${when}: ${first.failure.message}`;
}

function describeLanes(lanes: readonly Lane[]): string {
  const count = lanes.reduce((sum, lane) => sum + lane.count, 0);
  const open = lanes.filter(({ isOpen }) => isOpen).length;
  return `${countIncidents(count)} of ${countMonitors(lanes.length)}${open > 0 ? `, ${open} down now` : ''}`;
}

export const text = {
  common: {
    add: 'Add',
    cancel: 'Cancel',
    close: 'Close',
    copied: 'Copied',
    notCopied: 'Could not be copied',
    couldNotLoad: 'This could not be loaded',
    hideSecret: (label: string) => `Hide ${label.toLowerCase()}`,
    showSecret: (label: string) => `Show ${label.toLowerCase()}`,
    loading: 'Loading…',
    messages: 'Messages',
    more: (count: number) => `${count} more`,
    older: 'Show older',
    removeTag: (tag: string) => `Remove tag ${tag}`,
    save: 'Save',
    stored: 'Stored, not shown',
    tryAgain: 'Try again',
    unitOf: (label: string) => `${label}: unit`,
  },
  units: { ms: 'milliseconds', s: 'seconds', m: 'minutes', h: 'hours', d: 'days' },
  app: { announce, title, main: 'Details', skip: 'Skip to the details' },
  banner: {
    connections: {
      offline:
        'This computer is offline. What lies in the internet is not judged; this computer and its network go on being watched.',
      portal:
        'This network asks for a login first. Until then nothing in the internet is judged; this computer and its network go on being watched.',
    },
    dismiss: 'Dismiss this warning',
    listener: (reason: string) => `Pings cannot be received: ${reason}`,
    stale: 'What is shown may be out of date.',
  },
  signIn: {
    title: 'Vigilmon needs its access token',
    explanation:
      'It is part of the address that Vigilmon prints when it starts. Paste that address, or the token alone.',
    token: 'Address or token',
    submit: 'Continue',
  },
  navigation: {
    label: 'Main',
    overview: 'Overview',
    incidents: 'Incidents',
    alerts: 'Alerts',
    settings: 'Settings',
    open: (count: number) => `${count} down`,
    broken: (count: number) => plural(count, 'channel does not work', 'channels do not work'),
  },
  sidebar: {
    label: 'Monitors and navigation',
    monitors: 'Monitors',
    add: 'Add monitor',
    addHint: 'Add monitor (n)',
    count: (shown: number, total: number) =>
      shown === total ? formatCount(total) : `${formatCount(shown)} of ${formatCount(total)}`,
  },
  filter: {
    search: 'Search monitors',
    placeholder: 'Search',
    menu: 'Filter and sort',
    state: 'State',
    kind: 'Kind',
    severity: 'Severity',
    tag: 'Tag',
    commonTags: 'Common tags (for others type tag:name)',
    uncovered: 'Nobody is told',
    muted: 'Muted',
    order: 'Order',
    group: 'Group by tag',
  },
  list: {
    label: 'Monitors',
    noChecks: 'No checks yet',
    muted: 'Nobody is told of it meanwhile',
    uncovered: 'No channel would tell anyone if this went down',
    untagged: 'Without a tag',
    empty: 'Nothing is watched yet.',
    noMatch: 'No monitor matches.',
    clear: 'Clear the search',
  },
  overview: {
    title: 'Overview',
    headline,
    add: 'Add monitor',
    allMuted: (until: number | null, now: number) => `Everything is muted ${muteEnd(until, now)}`,
    attention: 'Needs attention',
    counts: 'Monitors by state',
    incidentsOfDay: (count: number) => countIncidents(count),
    lastCheck: 'Last check',
    lasting: 'for',
    notYet: 'No check has run yet',
    quietDay: 'No incident began today.',
    retrying: 'Vigilmon is asked again every few seconds.',
    since: 'Since',
    today: 'Today',
    uncovered: 'Nobody is told',
  },
  firstRun: {
    title: 'What should be watched first?',
    explanation: 'Paste an address. It is checked every minute, and you are told on this desktop when it breaks.',
    url: 'URL',
    watch: 'Watch it',
    alsoTitle: 'When you like',
  },
  setup: {
    title: 'Next steps',
    label: 'Steps',
    done: 'Done',
    putAway: 'Put these steps away',
    heartbeat: 'A heartbeat for a background job',
    heartbeatNote: 'The job pings Vigilmon; you are told when the ping stays away.',
    addHeartbeat: 'Add heartbeat',
    slack: 'Slack',
    slackNote: 'By an incoming webhook, whose URL you paste.',
    email: 'E-mail',
    emailNote: 'By your SMTP server.',
    add: { slack: 'Add Slack', email: 'Add e-mail' },
    ready: 'Ready',
    accepted: (name: string, took: string) => `${name} took the test message in ${took}`,
    refused: (name: string, answer: string) => `${name} refused the test message: ${answer}`,
    rule: 'Critical outages go there',
    ruleNote: setupRuleNote,
    addRule: (channels: readonly ChannelView[]) =>
      channels.length === 0 ? 'Add this rule' : `Tell ${listed(channels.map(({ name }) => name))}`,
    ruled: 'Critical outages go there from now on; the rules are under Alerts',
  },
  selection: {
    title: (count: number) => `${countMonitors(count)} selected`,
    lead: (counts: readonly { readonly state: MonitorState; readonly count: number }[]) =>
      listed(counts.map(({ state, count }) => `${formatCount(count)} ${stateWords[state].toLowerCase()}`)),
    actions: 'For all selected',
    all: (count: number) => `Select all ${formatCount(count)}`,
    end: 'Clear selection',
    tags: 'Their tags',
    tagCount: (count: number, total: number) =>
      count === total ? 'all' : `${formatCount(count)} of ${formatCount(total)}`,
    pause: (count: number) => `Pause ${count}`,
    resume: (count: number) => `Resume ${count}`,
    tag: 'Tags…',
    newTag: 'Tag',
    addTag: 'Add tag to all',
    remove: 'Delete',
  },
  actions: {
    deleted: (names: readonly string[]) =>
      names.length === 1 ? `${names[0] ?? ''} was deleted` : `${countMonitors(names.length)} were deleted`,
    failed: (name: string, reason: string) => `${name}: ${reason}`,
    someFailed: (count: number, reason: string) => `${countMonitors(count)} could not be changed: ${reason}`,
    checking: (count: number) => `Checking ${countMonitors(count)}…`,
    checked: (count: number, failed: number) =>
      `${countMonitors(count)} checked: ${failed === 0 ? 'all well' : `${formatCount(failed)} not well`}`,
    tagged: (tag: string, count: number) => `${countMonitors(count)} tagged ${tag}`,
    untagged: (tag: string, count: number) => `Tag ${tag} taken off ${countMonitors(count)}`,
    undo: 'Undo',
    menu: (names: readonly string[]) =>
      `Actions for ${names.length === 1 ? (names[0] ?? '') : countMonitors(names.length)}`,
    open: 'Open',
    check: 'Check now',
    pause: 'Pause',
    resume: 'Resume',
    edit: 'Edit…',
    clone: 'Duplicate…',
    delete: 'Delete',
  },
  palette: {
    title: 'Commands and monitors',
    label: 'Search commands and monitors',
    placeholder: 'Go to a monitor or do something…',
    none: 'Nothing found',
    checkNow: (name: string) => `Check ${name} now`,
    pause: (name: string) => `Pause ${name}`,
    resume: (name: string) => `Resume ${name}`,
    edit: (name: string) => `Edit ${name}`,
    clone: (name: string) => `Duplicate ${name}`,
    delete: (name: string) => `Delete ${name}`,
    selected: (count: number) => `${count} selected`,
    everything: 'everything',
    tagged: (tag: string) => `everything tagged ${tag}`,
    mute: (name: string, choice: MuteChoice) =>
      `Mute ${name} ${muteWords[choice].slice(0, 1).toLowerCase()}${muteWords[choice].slice(1)}`,
    muteUntilRecovery: (name: string) => `Mute ${name} until it recovers`,
    unmute: (name: string) => `Unmute ${name}`,
    /** What the key `m` types first. */
    muteVerb: 'mute ',
    checkAll: 'Check all now',
    theme: (name: string) => `Theme: ${name}`,
    backup: 'Back up now',
    backedUp: (file: string) => `Backed up to ${file}`,
    part: (view: string, title: string) => `${view}: ${title}`,
    show: {
      down: 'Show what is down',
      paused: 'Show what is paused',
      uncovered: 'Show of what nobody is told',
      muted: 'Show what is muted',
    },
    showAll: 'Show all monitors',
    sort: (order: string) => `Sort: ${order}`,
    group: (isGrouped: boolean) => (isGrouped ? 'Do not group by tag' : 'Group by tag'),
    newHttp: 'Add HTTP monitor',
    newHeartbeat: 'Add heartbeat monitor',
    alertsNote: 'channels rules slack e-mail notification deliveries',
    settingsNote: 'theme dark light retention backup export',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    all: [
      [['Ctrl', 'K'], 'Commands and monitors (on a Mac: Cmd K)'],
      [['/'], 'Search monitors'],
      [['n'], 'Add a monitor'],
      [['c'], 'Check the current or selected monitors now'],
      [['p'], 'Pause or resume them'],
      [['m'], 'Mute or unmute them'],
      [['e'], 'Edit the current monitor'],
      [['Delete'], 'Delete them (can be undone)'],
      [['↑', '↓'], 'In the list: go through it'],
      [['Shift', '↑', '↓'], 'In the list: select several'],
      [['Ctrl', 'A'], 'In the list: select all'],
      [['Shift', 'F10'], 'In the list: menu of the row'],
      [['Alt', '↑', '↓'], 'In the rules: move a rule'],
      [['Ctrl', 'Enter'], 'In a form: save'],
      [['Esc'], 'Close, clear or leave'],
      [['?'], 'This help'],
    ],
  },
  monitor: {
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
  },
  uptime: {
    label: 'Uptime',
    over: (name: RangeName) => `Last ${rangeWords[name]}`,
    watched: (length: string) => `${length} watched`,
    down: (length: string) => `${length} down`,
    noDowntime: 'No downtime',
    nothingKnown: 'Not watched',
    explain: explainUptime,
  },
  time: {
    range: 'Time range',
    earlier: 'Earlier',
    later: 'Later',
    reset: 'Back to now',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
  },
  history: {
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
    stretch: (state: Stretch['state']) => (state === 'unwatched' ? 'Not watched' : stateWords[state]),
  },
  heartbeat: {
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
  },
  checks: {
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
  },
  phases: phaseWords,
  evidence: {
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
  },
  pings: {
    title: 'Ping history',
    none: 'No ping has arrived yet.',
    time: 'Time',
    kind: 'Kind',
    exitCode: 'Exit code',
    runTime: 'Run time',
    body: 'Body',
    from: 'From',
  },
  incidents: {
    title: 'Incidents',
    one: 'Incident',
    none: 'No incidents',
    noneNote: 'When something goes down, it is kept here with what failed and who was told.',
    noneHere: 'No incident so far.',
    open: 'Open',
    ended: 'Over',
    seen: 'Acknowledged',
    stillOpen: 'Still down',
    over: 'Over',
    lasted: 'after',
    acknowledge: 'Acknowledge',
    acknowledgeNow: 'Acknowledge incident',
    note: 'Note (optional)',
    noMoreReminders: 'Nobody is reminded of it any more. That it is over is told all the same.',
    addNote: 'Add note',
    editNote: 'Edit note',
    saveNote: 'Save note',
    moreBelow: (count: number) => `· ${count} more below`,
    toMonitor: 'Show monitor',
    course: 'Course',
    firstFailure: 'First failing check',
    confirmed: (length: string) => `Confirmed as down, ${length} later`,
    confirmedBy: (length: string, message: string) => `Confirmed as down, ${length} later: ${message}`,
    acknowledged: 'Acknowledged',
    firstPass: 'First check that passed again',
    told: 'Who was told',
    nobodyTold: 'Nobody: no rule covered it.',
    message: 'Message',
    messageTo: (event: string, channel: string) => `${event} → ${channel}`,
    toldConfirmed: 'Confirmed',
    toldSent: 'Sent',
    toldAccepted: 'Accepted',
    failing: 'First failing check',
    lastGood: 'Last good check before',
    list: 'All incidents',
    show: 'Show incidents',
    shown: { all: 'All', open: 'Open', unseen: 'Not acknowledged' },
    severity: 'Severity',
    anySeverity: 'Any severity',
    monitor: 'Monitor',
    anyMonitor: 'All monitors',
    noMatch: 'No incident matches.',
    clear: 'Show all incidents',
  },
  timeline: {
    title: 'Timeline',
    none: 'Nothing was down in this time.',
    lane: ({ name, count, downMs, isOpen }: Lane) =>
      `${name}: ${countIncidents(count)}, down ${formatLength(downMs)}${isOpen ? ', down now' : ''}`,
    laneHint: 'Show only its incidents',
    mark: describeMark,
    hint: 'Arrow keys go from outage to outage, Enter opens one',
    more: (count: number) => `Show ${countMonitors(count)} more`,
    drawn: (count: number) => `Only the newest ${formatCount(count)} incidents of this time are drawn.`,
    total: describeLanes,
  },
  differences: {
    title: 'What changed',
    note: 'From the last good answer to the first failing one',
    what: 'What',
    before: 'Last good',
    after: 'First failing',
    status: 'Status',
    header: (name: string) => `Header ${name}`,
    kinds: { changed: 'Changed:', added: 'Added:', removed: 'Removed:' },
    signs: { changed: '~', added: '+', removed: '−' },
    otherBody: 'The bodies differ and are not both JSON, so they stand side by side below.',
    none: 'Status, headers and body are the same.',
  },
  alerts: {
    title: 'Alerts',
    lead: 'Channels are the ways to you. Rules say what goes which way.',
    deliveries: 'Deliveries',
    noDeliveries: 'Nothing was sent yet.',
    noMatch: 'No message fits these filters.',
    filters: 'Filter deliveries',
    clearFilters: 'Clear',
    anyMonitor: 'Any monitor',
    anyEvent: 'Any event',
    anyChannel: 'Any channel',
    anyStatus: 'Any status',
    details: 'Details of this message',
    detectedAt: 'Detected',
    confirmedAt: 'Confirmed',
    heldUntil: 'Held until',
    held: 'Held back',
    sentAt: 'Sent',
    acceptedAt: 'Accepted',
    later: (length: string) => `${length} later`,
    attemptsTitle: 'Attempts',
    toIncident: 'Show incident',
    detected: 'Detected',
    monitor: 'Monitor',
    event: 'Event',
    channel: 'Channel',
    status: 'Status',
    answer: 'Answer',
    after: (length: string) => `in ${length}`,
    attempts: (count: number) => `${count} attempts, last:`,
    times: alertTimes,
  },
  channels: {
    title: 'Channels',
    add: 'Add channel',
    addOf: (kind: string) => `Add ${kind === 'Slack' ? kind : kind.toLowerCase()} channel`,
    none: 'There is no channel, so nobody is told of anything.',
    off: 'Off',
    broken: 'Does not work',
    failed: 'Failed',
    worked: 'Worked',
    unproved: 'Not tried yet',
    test: 'Send test',
    testOf: (name: string) => `Send test to ${name}`,
    testResult: (name: string) => `Test result of ${name}`,
    accepted: (took: string) => `Accepted in ${took}:`,
    refused: (took: string) => `Refused after ${took}:`,
    edit: 'Edit',
    editOf: (name: string) => `Edit ${name}`,
    moreOf: (name: string) => `More actions for ${name}`,
    delete: 'Delete',
    deleteOf: (name: string) => `Delete ${name}?`,
    deleteWarning: 'Nothing is sent this way any more, and what waits to be sent is dropped.',
    deleted: (name: string) => `${name} was deleted`,
    losing: 'Rules that go on without it',
    dropping: 'Rules that are deleted, since they lead nowhere else',
    uncovering: 'Monitors of which nobody would hear any more',
    nobodyLeft: 'Then nobody is told of anything.',
    saved: (name: string) => `${name} was saved`,
    name: 'Name',
    enabled: 'In use',
    webhookUrl: 'Webhook URL',
    webhookHint: 'From your Slack app: Incoming Webhooks, Add New Webhook to Workspace.',
    host: 'SMTP server',
    port: 'Port',
    security: 'Security',
    username: 'User name',
    usernameHint: 'Empty: no login.',
    password: 'Password',
    from: 'From',
    to: 'To',
    toHint: 'Several addresses with commas between them.',
    nativeNote: 'Shown on the desktop of the computer that Vigilmon runs on.',
  },
  mutes: {
    title: 'Mutes',
    note: 'Nobody is told of what is muted; what outlasts it is told then',
    none: 'Nothing is muted.',
    mute: 'Mute',
    muteAll: 'Mute all',
    muted: 'Muted',
    mutedUntil,
    until: muteEnd,
    unmute: 'Unmute',
    unmuteOf: (scope: string) => `Unmute: ${scope}`,
    unmuteScope: (scope: MuteScope, monitorName: NameOf) => `Unmute ${muteScope(scope, monitorName, 'everything')}`,
    scope: muteScope,
    covers: (count: number) => countMonitors(count),
    choices: muteWords,
    untilRecovery: 'Until it recovers',
    done: muteDone,
    heading: 'Mute',
    add: 'Mute…',
    explain: 'Checks go on and incidents are kept, but nobody is told and the tray keeps its colour.',
    mutedAt: 'muted',
    what: 'What',
    kinds: { all: 'Everything', tag: 'A tag', monitors: 'One monitor' },
    tag: 'Tag',
    chooseTag: 'Choose a tag',
    monitor: 'Monitor',
    chooseMonitor: 'Choose a monitor',
    howLong: 'How long',
    end: choiceEnd,
    choiceUntil: (choice: MuteChoice, now: number) => `${muteWords[choice]} (${choiceEnd(choice, now)})`,
  },
  quiet: {
    title: 'Quiet hours',
    hint: 'What is not critical waits until they are over, and is then told in one message.',
    criticalOnly: 'What is critical is told at any hour, and this rule is about nothing else.',
    from: 'From',
    to: 'To',
    nextDay: 'On the next day.',
    days: 'Only on these days',
    timezone: 'Time zone',
    ownTimezone: 'That of the computer that Vigilmon runs on',
  },
  rules: {
    title: 'Rules',
    note: 'All that match apply',
    add: 'Add rule',
    none: 'There is no rule, so nobody is told of anything.',
    explain: 'A condition that is left empty matches everything.',
    severity: 'Severity',
    events: 'Events',
    tags: 'Tags',
    monitors: 'Monitors',
    monitorsChosen: (count: number) => (count === 0 ? 'Only certain monitors' : `Only ${countMonitors(count)}`),
    channels: 'Tell these channels',
    delay: 'Delay',
    delayHint: 'Told only if it is still down by then. Empty: at once.',
    repeat: 'Remind after',
    repeatHint: 'While it is down and not acknowledged; then ever more rarely. Empty: never.',
    move: (place: number) => `Move rule ${place}: drag, or Alt and an arrow key`,
    moved: (place: number, count: number) => `Rule is now number ${place} of ${count}`,
    edit: (place: number) => `Edit rule ${place}`,
    delete: (place: number) => `Delete rule ${place}`,
    deleted: 'The rule was deleted',
    added: 'A rule was added',
    applies: 'applies',
    reach: (count: number) => countMonitors(count),
    goneMonitor: (id: string) => `${id} (deleted)`,
    uncovered: 'Monitors that no rule covers',
    nobodyHears: (names: readonly string[]) =>
      `Nobody would hear of ${listed(names.length > 4 ? [...names.slice(0, 3), `${formatCount(names.length - 3)} others`] : names, 'or')} going down.`,
    noChannelInUse: 'First add a channel, or put one in use.',
    showUncovered: 'Show in the list',
    cover: (channels: readonly string[]) => (channels.length > 2 ? 'Tell all channels' : `Tell ${listed(channels)}`),
    coverOne: 'Tell all channels in use',
    whoIsTold: 'Who would be told?',
    if: 'If',
    whichMonitor: 'Monitor that goes down',
    wentDown: 'went down now, who would be told?',
    route: describeRoute,
    by: (places: readonly number[]) => `by rule ${listed(places.map(String))}`,
    nobody: 'Nobody: no rule leads from it to a channel that is in use.',
    butMuted: (end: string) => `It is muted ${end}, so not before that:`,
    butPaused: 'It is paused, so not before it is resumed:',
  },
  settings: {
    title: 'Settings',
    general: 'General',
    theme: 'Theme',
    autostart: 'Start at login',
    autostartHint: 'In the tray, without a window.',
    stretchOnBattery: 'Check less often on battery',
    stretchOnBatteryHint:
      'Intervals are four times as long, up to an hour. A failed check is repeated as soon as ever.',
    checkForUpdates: 'Look for updates once a day',
    checkForUpdatesHint: 'Nothing is downloaded before you agree. The tray’s menu looks at any time.',
    keeping: 'History and load',
    saved: 'Settings were saved',
    numbers: {
      rawDays: 'Days to keep single checks',
      historyDays: 'Days to keep history',
      maxConcurrent: 'Checks at once',
      maxPerHost: 'Checks at once against one host',
    },
    hints: {
      rawDays: 'Afterwards response times are kept by the hour and by the day.',
      historyDays: 'States, incidents and the summed-up response times.',
      maxConcurrent: 'More are faster after a pause, and heavier.',
      maxPerHost: 'So that no server is flooded.',
    },
    listener: {
      title: 'Listener',
      note: 'Takes the pings of jobs',
      at: (url: string) => `It listens at ${url}`,
      copy: 'Copy the address of the listener',
      closed: 'It does not listen, so no ping can arrive.',
      address: 'Address',
      addressOf: (address: string) => listenerAddress(address),
      port: 'Port',
      hint: 'From 1024 to 65535. URLs that jobs ping change with it.',
      exposed:
        'Other computers of the network can reach this. Pings and tokens travel unencrypted; choose 127.0.0.1 unless jobs elsewhere must ping.',
      overridden: 'Chosen on the command line for this start; what is set here counts once nothing is named there.',
      change: 'Move the listener',
      changed: (url: string) => `It listens at ${url} now`,
    },
    api: {
      title: 'API and browser page',
      on: 'Allow scripts and a browser tab on this computer',
      onHint: 'Whoever has the token can see and change everything.',
      alwaysOn: 'Always on here: this page needs it',
      token: 'Access token',
      show: 'Show access token',
      hide: 'Hide access token',
      copy: 'Copy access token',
      renew: 'New token…',
      renewTitle: 'Make a new token?',
      renewWarning: 'The present one stops working at once. Scripts, bookmarks and other tabs need the new one.',
      renewConfirm: 'Make a new token',
      renewed: 'The access token is new',
      turnedOn: 'The API is on',
      turnedOff: 'The API is off',
    },
    anchors: {
      title: 'Connection',
      label: 'Addresses that tell whether this computer is online',
      hint: 'One per line, at most ten. They are asked only after a check of an internet address has failed; more than half must answer 204 No Content, or the failure does not count. Empty: this computer is always taken to be online.',
    },
    backups: {
      title: 'Backups',
      note: 'One each day; the newest seven are kept, and those made by hand',
      now: 'Back up now',
      made: (bytes: string) => `Backed up (${bytes})`,
      none: 'There is none yet.',
      list: 'Backups',
      reasons: {
        daily: 'Daily',
        migration: 'Before an update of the database',
        restore: 'Before another was restored',
        asked: 'By hand',
      },
      restore: 'Restore…',
      restoreOf: (at: number) => `Restore the backup of ${formatExact(at)}`,
      restoreTitle: 'Restore this backup?',
      restoreWarning: (at: number) =>
        `At the next start all monitors, channels, settings and history will be as they were on ${formatExact(at)}. What is there now is kept as a backup first.`,
      restoreConfirm: 'Restore at the next start',
      waiting: (at: number) =>
        `At the next start the backup of ${formatExact(at)} takes the database’s place. Quit and start Vigilmon for that.`,
      cancel: 'Keep things as they are',
      cancelled: 'Nothing will be restored',
    },
    program: 'About Vigilmon',
    version: 'Version',
    hosts: { desktop: 'desktop application', headless: 'headless' },
    runtime: 'Runs in',
    started: 'Started',
    data: 'Data folder',
    copyPath: 'Copy path of the data folder',
    size: 'On disk',
    sizes: (database: string, backups: string, count: number) =>
      count === 0 ? `Database ${database}` : `Database ${database}, ${plural(count, 'backup', 'backups')} ${backups}`,
    licence: 'Licence',
    licenceName: 'MIT: free to use, change and pass on',
    warnings: 'Warnings',
    export: 'Show configuration as a file',
    exportTitle: 'Configuration file',
    exportNote: (env: readonly string[]) =>
      env.length === 0
        ? 'To be applied elsewhere with vigilmon apply.'
        : `To be applied elsewhere with vigilmon apply. Secrets are not in it; set ${listed(env)} in the environment.`,
    copyExport: 'Copy configuration',
  },
  editor: {
    newTitle: 'Add monitor',
    editTitle: 'Edit monitor',
    kind: 'Kind',
    url: 'URL',
    name: 'Name',
    namePlaceholder: 'Made from the URL',
    heartbeatLead: 'The job pings a URL of its own when it is done. When the ping stays away, it counts as down.',
    heartbeatNamePlaceholder: 'Nightly backup',
    copyName: (name: string) => `${name} (copy)`,
    interval: 'Interval',
    severity: 'Severity',
    tags: 'Tags',
    notes: 'Notes',
    notesHint: 'What to do when it is down, whom to ask.',
    request: 'Request',
    requestNote,
    method: 'Method',
    auth: 'Login',
    authTypes: { none: 'None', basic: 'User name and password', bearer: 'Bearer token' },
    username: 'User name',
    password: 'Password',
    bearerToken: 'Bearer token',
    ipFamily: 'IP version',
    families: { auto: 'Either', 4: 'IPv4', 6: 'IPv6' },
    headers: 'Headers',
    headerName: (place: number) => `Header ${place}: name`,
    headerValue: (place: number) => `Header ${place}: value`,
    removeHeader: (place: number) => `Remove header ${place}`,
    addHeader: 'Add header',
    body: 'Body',
    followRedirects: 'Follow redirects',
    ignoreTlsErrors: 'Ignore certificate errors',
    ignoreTlsHint: 'Only for servers of your own whose certificate nobody vouches for.',
    judging: 'Judging',
    judgingNote,
    timeout: 'Timeout',
    timeoutHint: 'For the whole answer. Shorter than the interval.',
    degradedAfter: 'Slow from',
    degradedHint: 'A slower answer counts as degraded.',
    never: 'Never',
    failAfter: 'Failed checks until down',
    failAfterHint: 'In a row.',
    recoverAfter: 'Good checks until up',
    recoverAfterHint: 'In a row.',
    recheckInterval: 'Check again after',
    recheckHint: 'Between checks while it is failing or recovering.',
    certificateDays: 'Certificate warning, days before',
    certificateHint: 'For example 30, 14.',
    every: 'A ping is due every',
    everyHint: 'How often the job runs.',
    grace: 'Grace time',
    graceHint: 'How much later it may be. Empty: a tenth of the period.',
    automatic: 'Automatic',
    leaveTitle: 'Leave without saving?',
    leaveMessage: 'What you changed here is lost then.',
    leave: 'Leave',
  },
  assertions: {
    title: 'Assertions',
    none: 'None: any status from 200 to 299 passes',
    allMust: 'All must hold',
    add: 'Add assertion',
    row: (place: number) => `Assertion ${place}`,
    subject: (place: number) => `Assertion ${place}: subject`,
    path: {
      json: (place: number) => `Assertion ${place}: JSONPath`,
      header: (place: number) => `Assertion ${place}: header name`,
    },
    operator: (place: number) => `Assertion ${place}: comparison`,
    value: (place: number) => `Assertion ${place}: value`,
    remove: (place: number) => `Remove assertion ${place}`,
    placeholder: assertionPlaceholder,
    ignoreWhitespace: 'Spaces in JSON make no difference',
  },
  preview: {
    title: 'Preview',
    run: 'Try it',
    again: 'Try again',
    explain: 'Shows what a check sees, and ticks or crosses each assertion.',
    suggestions: 'Assert what it answered',
    take: (words: string) => `Add assertion: ${words}`,
    instead: (words: string) => `Use instead: ${words}`,
  },
} as const;
