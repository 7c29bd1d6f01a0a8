/** The form of a monitor. */
import { parseDuration } from '../../../electron/contract/duration.ts';
import type { Assertion } from '../../../electron/contract/model/monitor.ts';
import { formatLength } from '../../format.ts';
import type { AssertionDraft } from '../../state/assertion-draft.ts';
import type { HttpDraft } from '../../state/monitor-draft.ts';
import { assertionOperators, assertionSubjects } from './codes.ts';
import { plural } from './phrases.ts';

/** `Status code equals 200`, `$.status equals "ok"`, `content-type contains json`. */
function describeAssertion({ on, is, value, path }: Assertion): string {
  const subject = on === 'json' ? (path ?? '') : on === 'header' ? `Header ${path ?? ''}` : assertionSubjects[on];
  if (value === undefined) return `${subject} ${assertionOperators[is]}`;
  const shown = on !== 'json' && typeof value === 'string' ? value : JSON.stringify(value);
  return `${subject} ${assertionOperators[is]} ${shown}${on === 'responseTime' ? ' ms' : ''}`;
}

function assertionPlaceholder({ on, is }: Pick<AssertionDraft, 'on' | 'is'>): string {
  if (is === 'in') return on === 'status' ? '200, 204' : 'ok, warn';
  if (is === 'matches') return '^ok';
  if (on === 'responseTime') return 'Milliseconds';
  if (on === 'status') return '200';
  return on === 'json' ? 'ok, 5 or true' : '';
}

function requestNote({ method, authType, headers }: HttpDraft): string {
  const login = authType === 'none' ? [] : [authType === 'basic' ? 'user name and password' : 'bearer token'];
  const extra = headers.length === 0 ? [] : [plural(headers.length, 'header', 'headers')];
  return [method, ...login, ...extra].join(', ');
}

/** `down after 2 failed checks, 10 s timeout`; what is typed and cannot be read yet stands as it is. */
function thresholdsNote({ failAfter, timeout }: HttpDraft): string {
  const timeoutMs = parseDuration(timeout);
  const checks = failAfter.trim() === '1' ? '1 failed check' : `${failAfter} failed checks`;
  return `down after ${checks}, ${timeoutMs === null ? timeout : formatLength(timeoutMs)} timeout`;
}

export const editor = {
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
  thresholds: 'Judging',
  thresholdsNote,
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
};

export const assertions = {
  describe: describeAssertion,
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
};

export const preview = {
  title: 'Preview',
  run: 'Try it',
  again: 'Try again',
  explain: 'Shows what a check sees, and ticks or crosses each assertion.',
  suggestions: 'Assert what it answered',
  take: (words: string) => `Add assertion: ${words}`,
  instead: (words: string) => `Use instead: ${words}`,
};
