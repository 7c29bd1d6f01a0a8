/** A word for each code of the contract: a new code is an error of the compiler here. */
import type {
  AlertStatus,
  ChannelKind,
  NotificationEvent,
  SmtpSecurity,
  Weekday,
} from '../../../electron/contract/model/alert.ts';
import type { PingKind } from '../../../electron/contract/model/history.ts';
import type { AssertionOperator, AssertionSubject, Severity } from '../../../electron/contract/model/monitor.ts';
import type { MonitorKind } from '../../../electron/contract/monitors/registry.ts';
import type { Theme } from '../../../electron/contract/model/program.ts';
import type {
  FailureKind,
  MonitorState,
  PhaseName,
  SpanState,
  Verdict,
} from '../../../electron/contract/model/state.ts';
import type { MuteChoice } from '../../../electron/contract/mute-choices.ts';
import type { ErrorCode } from '../../../electron/contract/result.ts';
import type { SortOrder } from '../../state/list.ts';
import type { RangeName } from '../../state/range.ts';

export const states: Readonly<Record<MonitorState | SpanState, string>> = {
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

export const verdicts: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  degraded: 'Slow',
  fail: 'Failed',
  inconclusive: 'No verdict',
};

export const errors: Readonly<Record<ErrorCode, string>> = {
  invalid: 'Something in the form is not right',
  'not-found': 'This does not exist any more',
  conflict: 'This collides with something that is already there',
  unauthorized: 'The access token is missing or wrong',
  forbidden: 'This page may not talk to Vigilmon',
  'too-large': 'That is too much at once',
  unavailable: 'Vigilmon does not answer',
  internal: 'Something went wrong inside Vigilmon',
};

export const failures: Readonly<Record<FailureKind, string>> = {
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

export const monitorKinds: Readonly<Record<MonitorKind, string>> = { http: 'HTTP endpoint', heartbeat: 'Heartbeat' };

export const severities: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};

export const themes: Readonly<Record<Theme, string>> = {
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
};

export const sortOrders: Readonly<Record<SortOrder, string>> = {
  state: 'What needs a look first',
  name: 'By name',
  slowest: 'Slowest first',
  changed: 'Latest change first',
};

export const pingKinds: Readonly<Record<PingKind, string>> = {
  success: 'Success',
  start: 'Start',
  fail: 'Failure',
  log: 'Note',
};

export const channelKinds: Readonly<Record<ChannelKind, string>> = {
  native: 'Desktop notification',
  email: 'E-mail',
  slack: 'Slack',
};

export const smtpSecurities: Readonly<Record<SmtpSecurity, string>> = {
  none: 'None',
  starttls: 'STARTTLS',
  tls: 'TLS',
};

export const alertEvents: Readonly<Record<NotificationEvent, string>> = {
  down: 'Down',
  reminder: 'Reminder',
  recovered: 'Recovered',
  degraded: 'Degraded',
  certificate: 'Certificate',
  'channel-broken': 'Channel broken',
};

export const alertStatuses: Readonly<Record<AlertStatus, string>> = {
  pending: 'Waiting',
  sent: 'Sent',
  failed: 'Given up',
  merged: 'Said with the recovery',
  cancelled: 'Not needed',
};

export const assertionSubjects: Readonly<Record<AssertionSubject, string>> = {
  status: 'Status code',
  body: 'Body',
  json: 'JSON value',
  header: 'Header',
  responseTime: 'Response time',
};

export const assertionOperators: Readonly<Record<AssertionOperator, string>> = {
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

export const weekdays: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

export const ranges: Readonly<Record<RangeName, string>> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
};

export const phases: Readonly<Record<PhaseName, string>> = {
  dns: 'DNS',
  connect: 'Connect',
  tls: 'TLS',
  firstByte: 'Waiting',
  download: 'Download',
};

export const muteChoices: Readonly<Record<MuteChoice, string>> = {
  '1h': 'For 1 hour',
  '4h': 'For 4 hours',
  tomorrow: 'Until tomorrow',
};
