/** The form of a monitor. */
import { parseDuration } from '../../../electron/contract/duration.ts';
import { shapeOf, type AssertionSubject, type SubjectShape } from '../../../electron/contract/assertion-subjects.ts';
import type { Assertion } from '../../../electron/contract/model/monitor.ts';
import { formatLength } from '../../format.ts';
import type { ProbedKind } from '../../../electron/contract/monitors/registry.ts';
import type { AssertionDraft } from '../../state/assertion-draft.ts';
import type { MonitorDraftOf } from '../../state/monitor-draft.ts';
import { assertionOperators, assertionSubjects } from './codes.ts';
import { plural } from './phrases.ts';

/** `Status code equals 200`, `$.status equals "ok"`, `content-type contains json`. */
function describeAssertion({ on, is, value, path, any = false }: Assertion): string {
  const { path: syntax, operand, unit } = shapeOf(on);
  const subject =
    syntax === 'json' ? (path ?? '') : syntax === 'header' ? `Header ${path ?? ''}` : assertionSubjects[on];
  // A final status is never below 200, and a failed one is said to be outside of 200-299.
  if (on === 'status' && is === 'lessThan' && value === 300) return `${subject} is 200-299`;
  if (is === 'exists') return `${subject} ${assertionOperators[value === false ? 'absent' : is]}`;
  if (value === undefined) return `${subject} ${assertionOperators[is]}`;
  const shown = operand !== 'json' && typeof value === 'string' ? value : JSON.stringify(value);
  return `${subject} ${assertionOperators[is]} ${withUnit(shown, unit)}${any ? ' (any value)' : ''}`;
}

function withUnit(value: string, unit: SubjectShape['unit']): string {
  if (unit === 'days') return value === '1' ? '1 day' : `${value} days`;
  return unit === null ? value : `${value} ${unit}`;
}

function assertionPlaceholder({ on, is }: Pick<AssertionDraft, 'on' | 'is'>): string {
  const { operand } = shapeOf(on);
  if (is === 'in') return operand === 'status' ? '200, 204' : 'ok, warn';
  if (is === 'matches') return '^ok';
  if (operand === 'status') return '200';
  return operand === 'json' ? 'ok, 5 or true' : '';
}

const logins = { basic: 'basic authentication', digest: 'digest authentication', bearer: 'bearer token' } as const;

function requestNote({ fields: { method, auth, headers } }: MonitorDraftOf<'http'>): string {
  const login = auth.type === '' ? [] : [logins[auth.type]];
  const extra = headers.length === 0 ? [] : [plural(headers.length, 'header', 'headers')];
  return [method, ...login, ...extra].join(', ');
}

/** `down after 2 failed checks, 10 s timeout`; input that is not valid yet is shown as typed. */
function thresholdsNote({ fields: { failAfter, timeout, invert } }: MonitorDraftOf<ProbedKind>): string {
  if (invert) return 'expected to be down';
  const timeoutMs = parseDuration(timeout);
  const checks = failAfter.trim() === '1' ? '1 failed check' : `${failAfter} failed checks`;
  return `down after ${checks}, ${timeoutMs === null ? timeout : formatLength(timeoutMs)} timeout`;
}

const never = 'Never';

export const editor = {
  newTitle: 'Add monitor',
  editTitle: (name: string) => `Edit ${name}`,
  kind: 'Kind',
  switchKind: (kind: string) => `Switch to ${kind}`,
  url: 'URL',
  name: 'Name',
  namePlaceholder: 'Taken from the URL',
  generatedNamePlaceholder: 'Taken from the target',
  runs: 'Runs and clock',
  filters: 'Which pings count',
  scheduleBy: 'Schedule',
  schedulesBy: { every: 'Period', cron: 'Cron' },
  cron: 'Cron lines',
  cronPlaceholder: '0 2 * * 0',
  cronHint: 'One on each line. OnCalendar lines of systemd and Quartz lines are translated.',
  dueNext: 'Next due times',
  dueHere: (time: string) => `${time} here`,
  heartbeatNamePlaceholder: 'Nightly backup',
  copyName: (name: string) => `${name} (copy)`,
  interval: 'Interval',
  severity: 'Severity',
  tags: 'Tags',
  dependsOn: (count: number) =>
    count === 0 ? 'Depends on no other monitor' : `Depends on ${plural(count, 'monitor', 'monitors')}`,
  dependsOnLabel: 'Depends on',
  dependsOnHint: 'While one of them is down, this monitor sends no notifications.',
  notes: 'Notes',
  notesHint: 'What to do when it is down and who to contact.',
  request: 'Request',
  requestNote,
  method: 'Method',
  auth: 'Authentication',
  authTypes: { none: 'None', basic: 'Basic', digest: 'Digest', bearer: 'Bearer token' },
  maxRedirects: 'Maximum redirects',
  serverName: 'Server name',
  serverNameHint: 'For TLS, if the URL holds an address.',
  proxy: 'Proxy',
  proxyHint: 'Enter “system” to use the system proxy settings.',
  proxyUsername: 'Proxy username',
  proxyPassword: 'Proxy password',
  clientCertificate: 'Client certificate (PEM)',
  clientKey: 'Private key (PEM)',
  clientPassphrase: 'Key passphrase',
  trustedCertificates: 'Trusted authorities (PEM)',
  systemCertificates: 'Trust the system’s certificate authorities',
  username: 'Username',
  password: 'Password',
  bearerToken: 'Bearer token',
  ipFamily: 'IP version',
  families: { auto: 'Automatic', 4: 'IPv4', 6: 'IPv6' },
  headers: 'Headers',
  entries: {
    header: {
      name: (place: number) => `Header ${place}: name`,
      value: (place: number) => `Header ${place}: value`,
      remove: (place: number) => `Remove header ${place}`,
      add: 'Add header',
    },
    variable: {
      name: (place: number) => `Variable ${place}: name`,
      value: (place: number) => `Variable ${place}: value`,
      remove: (place: number) => `Remove variable ${place}`,
      add: 'Add variable',
    },
  },
  body: 'Body',
  followRedirects: 'Follow redirects',
  ignoreTlsErrors: 'Ignore certificate errors',
  ignoreTlsHint: 'Only for your own servers with an untrusted certificate.',
  options: 'Options',
  thresholds: 'Thresholds',
  thresholdsNote,
  timeout: 'Timeout',
  timeoutHint: 'For the complete response. Must be shorter than the interval.',
  invert: 'Expected to be down',
  invertHint: 'A failed check counts as passed, and a passed check as failed.',
  degradedAfter: 'Degraded above',
  degradedHint: 'Slower responses mark the monitor as degraded.',
  never,
  failAfter: 'Failed checks before down',
  failAfterHint: 'In a row.',
  recoverAfter: 'Passed checks before up',
  recoverAfterHint: 'In a row.',
  recheckInterval: 'Recheck interval',
  recheckHint: 'Between checks while failing or recovering.',
  certificateDays: {
    label: 'Certificate expiry warning (days)',
    placeholder: never,
    hint: 'Days before expiry, for example 30, 14.',
  },
  every: 'Expected every',
  grace: 'Grace period',
  graceHint: 'How late a ping may be. Leave empty for a tenth of the interval.',
  automatic: 'Automatic',
};

export const assertions = {
  describe: describeAssertion,
  title: 'Assertions',
  none: 'None: any 2xx status passes',
  noneRequired: 'None required',
  allMust: 'All must pass',
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
  unit: (on: AssertionSubject) => shapeOf(on).unit ?? undefined,
  ignoreWhitespace: 'Whitespace in JSON is ignored',
  any: 'One matching value is enough, if there are several',
};

export const preview = {
  title: 'Preview',
  run: 'Run test',
  again: 'Run again',
  explain: 'Runs one check and shows the response and the result of each assertion.',
  invalid: 'Correct the marked fields first.',
  suggestions: 'Suggested assertions',
  take: (words: string) => `Add assertion: ${words}`,
  instead: (words: string) => `Replace with: ${words}`,
};
