/** A text for each code of the contract; a missing one is a compile error. */
import type { AlertStatus, NotificationEvent, Weekday } from '../../../electron/contract/model/alert.ts';
import type { EvidenceName } from '../../../electron/contract/model/evidence.ts';
import type { Sighting } from '../../../electron/contract/model/location.ts';
import type { PingKind } from '../../../electron/contract/model/history.ts';
import type { AssertionOperator, Severity } from '../../../electron/contract/model/monitor.ts';
import type { AssertionSubject } from '../../../electron/contract/assertion-subjects.ts';
import type { MonitorKind } from '../../../electron/contract/monitors/registry.ts';
import type { Theme } from '../../../electron/contract/model/program.ts';
import type { MonitorState, PhaseName, SpanState, Verdict } from '../../../electron/contract/model/state.ts';
import type { FailureKind } from '../../../electron/contract/failure-kind.ts';
import type { MuteChoice } from '../../../electron/contract/mute-choices.ts';
import type { ErrorCode } from '../../../electron/contract/result.ts';
import type { PingSnippetId } from '../../../electron/contract/monitors/ping-snippets.ts';
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

/** The meaning of each state, for tooltips and the monitor's page. */
export const stateMeanings: Readonly<Record<MonitorState, string>> = {
  new: 'Not checked yet',
  up: 'Everything is working',
  degraded: 'Working, but not as it should: slower than the threshold, a warning, or a run that was too short',
  failing: 'The last check failed; rechecking before it is marked down',
  down: 'Down',
  unknown: 'Cannot be checked from this computer right now',
  paused: 'Not checked until resumed',
  maintenance: 'Under maintenance; no alerts are sent',
  running: 'A run has started and has not finished yet',
  late: 'The ping is overdue, but still within the grace period',
};

export const verdicts: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  degraded: 'Slow',
  fail: 'Failed',
  inconclusive: 'Inconclusive',
};

export const errors: Readonly<Record<ErrorCode, string>> = {
  invalid: 'Some fields need your attention',
  'not-found': 'This no longer exists',
  conflict: 'This conflicts with something that already exists',
  unauthorized: 'The access token is missing or invalid',
  forbidden: 'This page is not allowed to access Vigilmon',
  'too-large': 'The request is too large',
  unavailable: 'Vigilmon is not responding',
  internal: 'Something went wrong inside Vigilmon',
};

export const failures: Readonly<Record<FailureKind, string>> = {
  assertion: 'Assertion failed',
  inverted: 'Up, but expected to be down',
  dns: 'DNS lookup failed',
  refused: 'Connection refused',
  reset: 'Connection reset',
  unreachable: 'Host unreachable',
  timeout: 'Timed out',
  'tls-expired': 'Certificate expired',
  'tls-not-yet-valid': 'Certificate not valid yet',
  'tls-untrusted': 'Certificate not trusted',
  'tls-hostname': 'Certificate does not match the host name',
  'tls-protocol': 'TLS handshake failed',
  location: 'No answer from the location',
  'not-http': 'Not an HTTP response',
  'too-large': 'Response too large',
  'bad-encoding': 'Response could not be decoded',
  'cut-short': 'Response ended early',
  'redirect-loop': 'Too many redirects',
  'redirect-invalid': 'Invalid redirect',
  missed: 'Missed ping',
  reported: 'Job reported a failure',
  command: 'Command reported a problem',
  container: 'Container not running or unhealthy',
  query: 'Query failed or has no series',
  domain: 'Domain expires soon or is not registered',
  registry: 'No date from the registry; not counted',
  'not-run': 'Cannot be checked here; not counted',
  overrun: 'Job ran too long',
  network: 'Network error',
  offline: 'This computer was offline; not counted',
  asleep: 'This computer was asleep; not counted',
  internal: 'Internal error; not counted',
};

export const monitorKinds: Readonly<Record<MonitorKind, string>> = {
  http: 'HTTP',
  tcp: 'TCP port',
  ping: 'Ping',
  dns: 'DNS',
  command: 'Command',
  container: 'Container',
  domain: 'Domain',
  metric: 'Prometheus query',
  certificate: 'Certificate',
  heartbeat: 'Heartbeat',
};

/** What a monitor of each kind does, for choosing one. */
export const kindSentences: Readonly<Record<MonitorKind, string>> = {
  http: 'Requests a URL and checks the status, content and certificate.',
  tcp: 'Connects to a port. Can also send a line and check the reply.',
  ping: 'Sends echo requests to a host and measures packet loss and round-trip time.',
  dns: 'Looks up a name and checks the records.',
  certificate: 'Checks the certificate of a TLS service and warns before it expires.',
  command: 'Runs a program or monitoring plugin and reads its result.',
  container: 'Checks that a Docker or Podman container is running and healthy.',
  domain: 'Warns before a domain registration expires.',
  metric: 'Queries Prometheus and compares the values with thresholds.',
  heartbeat: 'A job pings its own URL when it finishes. If a ping is missed, the monitor goes down.',
};

export const sightings: Readonly<Record<Sighting, string>> = {
  up: 'Up',
  down: 'Down',
  refused: 'Turned away',
  'no-answer': 'No answer',
};

export const severities: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};

export const themes: Readonly<Record<Theme, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
};

export const sortOrders: Readonly<Record<SortOrder, string>> = {
  state: 'Problems first',
  name: 'Name',
  slowest: 'Slowest first',
  changed: 'Recently changed',
};

export const pingKinds: Readonly<Record<PingKind, string>> = {
  success: 'Success',
  start: 'Start',
  fail: 'Failure',
  log: 'Log',
};

export const alertEvents: Readonly<Record<NotificationEvent, string>> = {
  down: 'Down',
  reminder: 'Reminder',
  acknowledged: 'Acknowledged',
  recovered: 'Recovered',
  degraded: 'Degraded',
  certificate: 'Certificate',
  flapping: 'Flapping',
  steady: 'No longer flapping',
  'channel-broken': 'Channel broken',
  'channel-failing': 'Channel failing',
  'channel-recovered': 'Channel recovered',
  'recording-stopped': 'Cannot record',
  'recording-resumed': 'Recording resumed',
  digest: 'Digest',
};

export const alertStatuses: Readonly<Record<AlertStatus, string>> = {
  pending: 'Pending',
  sent: 'Delivered',
  failed: 'Failed',
  merged: 'Sent with the recovery',
  cancelled: 'Cancelled',
};

export const assertionSubjects: Readonly<Record<AssertionSubject, string>> = {
  status: 'Status code',
  body: 'Body',
  json: 'JSON value',
  header: 'Header',
  responseTime: 'Response time',
  response: 'Response',
  answer: 'DNS answer',
  packetLoss: 'Packet loss',
  rcode: 'Response code',
  finalUrl: 'Final URL',
  output: 'Output',
  restarts: 'Restarts',
  value: 'Value',
  series: 'Number of series',
  domainDays: 'Domain expires in',
  issuer: 'Issuer',
  names: 'Certificate names',
  certificateDays: 'Certificate expires in',
};

export const assertionOperators: Readonly<Record<AssertionOperator | 'absent', string>> = {
  equals: 'equals',
  notEquals: 'does not equal',
  in: 'is one of',
  contains: 'contains',
  notContains: 'does not contain',
  matches: 'matches',
  lessThan: 'is less than',
  greaterThan: 'is greater than',
  exists: 'exists',
  absent: 'does not exist',
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
  '1h': '1 hour',
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
  monday: 'Until Monday',
};

/** Ways for a job to ping. */
export const snippets: Readonly<Record<PingSnippetId, string>> = {
  curl: 'curl',
  cron: 'Crontab entry',
  run: 'vigilmon run',
  shell: 'Shell, with exit code',
  'python-requests': 'Python (requests)',
  'python-httpx': 'Python (httpx)',
  apscheduler: 'APScheduler',
  node: 'Node.js (fetch)',
  systemd: 'systemd',
  'github-actions': 'GitHub Actions (self-hosted)',
  powershell: 'PowerShell',
  celery: 'Celery',
  go: 'Go',
  ruby: 'Ruby',
  php: 'PHP',
  laravel: 'Laravel',
  java: 'Java',
  spring: 'Spring',
  dotnet: '.NET (C#)',
  'systemd-units': 'systemd (OnSuccess, OnFailure)',
  docker: 'Docker',
  kubernetes: 'Kubernetes CronJob',
};

export const evidenceNames: Readonly<Record<EvidenceName, string>> = {
  expectedFailure: 'Failed as expected',
  output: 'Output',
  response: 'Response',
  exitCode: 'Exit code',
  status: 'Status',
  health: 'Health',
  restarts: 'Restarts',
  healthLog: 'Last health checks',
  container: 'Container',
  image: 'Image',
  expires: 'Expires',
  registered: 'Registered',
  changed: 'Last changed',
  registrar: 'Registrar',
  source: 'Source',
  received: 'Replies',
  roundTrip: 'Round trip (min / median / max)',
  address: 'Address',
  rcode: 'Response code',
  answer: 'Answer',
  nameServer: 'Name server',
  series: 'Series',
  issuer: 'Issuer',
  names: 'Valid for',
  chain: 'Chain',
  subject: 'Subject',
  validFrom: 'Valid from',
  at: 'Time',
};
