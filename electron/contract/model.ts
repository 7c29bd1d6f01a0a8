/**
 * The nouns of Vigilmon, shared by all sides. Times (`...At`, `from`, `to`) are epoch milliseconds;
 * durations (`interval`, `timeout`, `...Ms`) are milliseconds. These are the types of what the engine answers,
 * with every default filled in; what may be sent to it is in schemas.ts.
 */

// --- Secrets -------------------------------------------------------------------------------------

/** What a reader gets in place of a secret. Sent back in, it means: keep what is stored. */
export interface HiddenSecret {
  readonly hasSecret: true;
}
/** A secret comes in as text and goes out as `{ hasSecret: true }`, so whatever was read may be sent back. */
export type Secret = string | HiddenSecret;

// --- Monitors ------------------------------------------------------------------------------------

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const monitorKinds = ['http', 'heartbeat'] as const;
export type MonitorKind = (typeof monitorKinds)[number];

/** Who made a record: a person (`hand`), the configuration file (`file`), or a fresh database (`default`). */
export const sources = ['hand', 'file', 'default'] as const;
export type Source = (typeof sources)[number];

export const assertionSubjects = ['status', 'body', 'json', 'header', 'responseTime'] as const;
export type AssertionSubject = (typeof assertionSubjects)[number];

export const assertionOperators = [
  'equals',
  'notEquals',
  'in',
  'contains',
  'notContains',
  'matches',
  'lessThan',
  'greaterThan',
  'exists',
] as const;
export type AssertionOperator = (typeof assertionOperators)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Assertion {
  readonly on: AssertionSubject;
  readonly is: AssertionOperator;
  /** Absent only for `exists`. `in` takes a list. `responseTime` is compared in milliseconds. */
  readonly value?: Json;
  /** A JSONPath (RFC 9535) for `json`, the header's name for `header`; absent otherwise. */
  readonly path?: string;
  /** `body contains` only: false turns off the second comparison without JSON white space. */
  readonly ignoreJsonWhitespace?: boolean;
}

export type HttpAuth =
  | { readonly type: 'basic'; readonly username: string; readonly password: Secret }
  | { readonly type: 'bearer'; readonly token: Secret };

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export type HttpMethod = (typeof httpMethods)[number];

export type IpFamily = 'auto' | 4 | 6;

interface MonitorCommon {
  /** A slug `[a-z0-9-]{1,64}`, stable for the monitor's life. */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly source: Source;
}

export interface HttpMonitor extends MonitorCommon {
  readonly kind: 'http';
  readonly url: string;
  readonly method: HttpMethod;
  /** Values of headers that usually carry credentials are secrets. */
  readonly headers: Readonly<Record<string, Secret>>;
  readonly body: string | null;
  readonly auth: HttpAuth | null;
  readonly interval: number;
  readonly timeout: number;
  readonly followRedirects: boolean;
  readonly ipFamily: IpFamily;
  readonly ignoreTlsErrors: boolean;
  /** Consecutive failed checks that make it down. */
  readonly failAfter: number;
  /** Consecutive passed checks that end an outage. */
  readonly recoverAfter: number;
  readonly recheckInterval: number;
  /** A slower passing answer is `degraded`; null: never. */
  readonly degradedAfter: number | null;
  /** Days before the certificate's end at which to warn. */
  readonly certificateWarningDays: readonly number[];
  readonly assertions: readonly Assertion[];
}

export interface HeartbeatSchedule {
  readonly every: number;
}

export interface HeartbeatMonitor extends MonitorCommon {
  readonly kind: 'heartbeat';
  readonly schedule: HeartbeatSchedule;
  readonly grace: number;
  /** The last part of the ping URL. A capability, not a login: shown to the monitor's owner. */
  readonly token: string;
}

export type Monitor = HttpMonitor | HeartbeatMonitor;

// --- State ---------------------------------------------------------------------------------------

export const verdicts = ['pass', 'degraded', 'fail', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

export const monitorStates = [
  'new',
  'up',
  'degraded',
  'failing',
  'down',
  'unknown',
  'paused',
  'maintenance',
  'running', // heartbeat: a run has started and not ended
  'late', // heartbeat: past the deadline, within the grace
] as const;
export type MonitorState = (typeof monitorStates)[number];

/** The states that history is kept in; the others are passing moments inside one of these. */
export const spanStates = ['up', 'degraded', 'down', 'unknown', 'paused', 'maintenance'] as const;
export type SpanState = (typeof spanStates)[number];

export const failureKinds = [
  'assertion',
  'dns',
  'refused',
  'reset',
  'unreachable',
  'timeout',
  'tls-expired',
  'tls-not-yet-valid',
  'tls-untrusted',
  'tls-hostname',
  'tls-protocol',
  'not-http',
  'too-large',
  'bad-encoding',
  'cut-short', // the connection ended before the body did
  'redirect-loop',
  'redirect-invalid',
  'missed', // heartbeat: no ping by deadline + grace
  'reported', // heartbeat: the job itself said that it failed
  'overrun', // heartbeat: started and did not end within the grace
  'network', // any other failure of the transport
  'offline', // this computer is not connected to where the target is: always inconclusive
  'asleep', // this computer slept during the check: always inconclusive
  'internal', // the program's own fault: always inconclusive
] as const;
export type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  readonly kind: FailureKind;
  /** One line for a person, with the actual value: `status 503, expected 200; database: error: ...`. */
  readonly message: string;
}

/** In the order in which they follow each other. */
export const phaseNames = ['dns', 'connect', 'tls', 'firstByte', 'download'] as const;
export type PhaseName = (typeof phaseNames)[number];

/** Milliseconds with one decimal; null: the phase was not reached or not needed (no TLS on plain HTTP, no DNS for an address). */
export type Phases = Readonly<Record<PhaseName, number | null>>;

export interface AssertionResult {
  readonly assertion: Assertion;
  readonly passed: boolean;
  /** What was there, as text of at most 200 characters; null: nothing was. */
  readonly actual: string | null;
  /** `status 503, expected 200`; for a pass, how it matched where that is worth saying. */
  readonly message: string;
  /** A near miss: what would have held, and differs only in case, white space, quotes or type; the message says in which. */
  readonly instead?: Assertion;
}

/** What is kept of an answer: with a failing check, and with the last good one before it. Secrets are redacted. */
export interface ResponseEvidence {
  readonly status: number;
  readonly httpVersion: string;
  readonly headers: Readonly<Record<string, string>>;
  /** At most 4 KiB of the decoded text. */
  readonly body: string;
  readonly bodyBytes: number;
  readonly bodyTruncated: boolean;
  /** The URL after redirects, where it is another one. */
  readonly finalUrl: string | null;
}

/** One part of a health answer that is not ok: `database` -> `error: connection refused`. */
export interface UnhealthyPart {
  readonly name: string;
  readonly detail: string;
}

export interface CertificateInfo {
  readonly validTo: number;
  readonly issuer: string;
  readonly subject: string;
  readonly fingerprint: string;
}

/** A check as it stands in a list. */
export interface Check {
  readonly at: number;
  readonly verdict: Verdict;
  /** Start to last byte; null where nothing answered. */
  readonly responseTime: number | null;
  readonly phases: Phases | null;
  /** The failure of a check that did not pass. */
  readonly failure: Failure | null;
}

export interface CheckDetail extends Check {
  readonly assertions: readonly AssertionResult[];
  readonly unhealthy: readonly UnhealthyPart[];
  readonly response: ResponseEvidence | null;
  readonly certificate: CertificateInfo | null;
}

/** One tick of a monitor's strip. For a heartbeat a ping or a missed deadline stands as a check. */
export interface RecentCheck {
  readonly at: number;
  readonly verdict: Verdict;
  readonly responseTime: number | null;
}

/** A monitor's row in the list. */
export interface MonitorSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: MonitorKind;
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly tags: readonly string[];
  /** The URL of an `http` monitor; the period in milliseconds, as text, of a `heartbeat` (`every 300000`). */
  readonly target: string;
  readonly state: MonitorState;
  readonly since: number;
  /** Why it is failing, down or degraded. */
  readonly reason: string | null;
  readonly lastCheckAt: number | null;
  readonly responseTime: number | null;
  readonly nextCheckAt: number | null;
  /** Heartbeats: when the next ping is due, grace not included. */
  readonly deadlineAt: number | null;
  readonly openIncidentId: number | null;
  /** No enabled channel would hear of it going down. */
  readonly uncovered: boolean;
  /** By the mute that lasts longest; `until` null: until it recovers. Null: it is not muted. */
  readonly muted: { readonly until: number | null } | null;
  /** Oldest first, at most 40. */
  readonly recent: readonly RecentCheck[];
}

/** Whole-machine status for the tray and the head of the window: the worst state that counts. Muted ones do not. */
export const overallStates = ['up', 'degraded', 'down', 'unknown', 'paused', 'empty'] as const;
export type OverallState = (typeof overallStates)[number];

/** `portal`: the network asks for a login before it lets anything through. */
export const connections = ['online', 'offline', 'portal'] as const;
export type Connection = (typeof connections)[number];

export interface OverviewSummary {
  readonly state: OverallState;
  /** As judged when a check failed; while it is not `online` nothing counts as up that lies in the internet. */
  readonly connection: Connection;
  /** How many monitors are in each state, muted ones included. */
  readonly counts: Readonly<Record<MonitorState, number>>;
  /** How many are muted. */
  readonly muted: number;
}

export interface Overview extends OverviewSummary {
  readonly monitors: readonly MonitorSummary[];
}

// --- Incidents and history -----------------------------------------------------------------------

export interface Incident {
  readonly id: number;
  readonly monitorId: string;
  readonly monitorName: string;
  readonly severity: Severity;
  /** The first failing check, or the missed deadline. */
  readonly startedAt: number;
  /** When that was noticed: the end of the first failing check. */
  readonly detectedAt: number;
  /** When it became `down`. */
  readonly confirmedAt: number;
  /** The first check that passed again; null while open. */
  readonly endedAt: number | null;
  readonly failure: Failure;
  readonly acknowledgedAt: number | null;
  readonly note: string;
}

export interface IncidentDetail extends Incident {
  /** The first failing check's evidence; null for heartbeats. */
  readonly firstFailure: CheckDetail | null;
  /** The last check that passed before it. */
  readonly lastGood: CheckDetail | null;
  readonly alerts: readonly Alert[];
}

export interface Span {
  readonly state: SpanState;
  readonly from: number;
  /** Null for the span that still lasts. */
  readonly to: number | null;
}

/** `ratio` = up / known, `coverage` = known / all; each 0..1, null where the divisor is 0. `degraded` counts as up. */
export interface Uptime {
  readonly from: number;
  readonly to: number;
  readonly upMs: number;
  readonly downMs: number;
  readonly ratio: number | null;
  readonly coverage: number | null;
  readonly incidents: number;
}

export const seriesResolutions = ['raw', 'hour', 'day'] as const;
export type SeriesResolution = (typeof seriesResolutions)[number];

/** Response times of passing and degraded checks, as columns of equal length, oldest first; milliseconds. */
export interface Series {
  readonly resolution: SeriesResolution;
  readonly at: readonly number[];
  /** Raw: the response time. Rolled up: the median. Null: nothing was measured. */
  readonly p50: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  readonly p99: readonly (number | null)[];
  /** Of the same checks, where it was asked for. Rolled up: the mean of each, which add up to the mean response time. */
  readonly phases: PhaseSeries | null;
}

/** Columns as long as the series'. Null: the checks had no such phase, or it was not kept. */
export type PhaseSeries = Readonly<Record<PhaseName, readonly (number | null)[]>>;

export const pingKinds = ['success', 'start', 'fail', 'log'] as const;
export type PingKind = (typeof pingKinds)[number];

export interface Ping {
  readonly id: number;
  readonly at: number;
  readonly kind: PingKind;
  readonly exitCode: number | null;
  readonly runId: string | null;
  /** Start to end of its run. */
  readonly runTime: number | null;
  /** At most 10 kB of text. */
  readonly body: string;
  readonly remoteAddress: string;
  readonly userAgent: string;
}

// --- Alerts --------------------------------------------------------------------------------------

export const channelKinds = ['native', 'email', 'slack'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export const smtpSecurities = ['none', 'starttls', 'tls'] as const;
export type SmtpSecurity = (typeof smtpSecurities)[number];

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly security: SmtpSecurity;
  readonly username: string | null;
  readonly password: Secret | null;
}

interface ChannelCommon {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly source: Source;
}
export interface NativeChannel extends ChannelCommon {
  readonly kind: 'native';
}
export interface EmailChannel extends ChannelCommon {
  readonly kind: 'email';
  readonly smtp: SmtpSettings;
  readonly from: string;
  readonly to: readonly string[];
}
export interface SlackChannel extends ChannelCommon {
  readonly kind: 'slack';
  readonly webhookUrl: Secret;
}
export type Channel = NativeChannel | EmailChannel | SlackChannel;

export interface ChannelHealth {
  readonly lastSuccessAt: number | null;
  readonly lastErrorAt: number | null;
  readonly lastError: string | null;
  /** The other side said no for good (webhook revoked, login refused); nothing is sent until it is edited or a test succeeds. */
  readonly broken: boolean;
}

export type ChannelView = Channel & { readonly health: ChannelHealth };

/** What the other side said to a test message. */
export interface ChannelTestResult {
  readonly accepted: boolean;
  readonly answer: string;
  readonly tookMs: number;
}

/** What rules are about. */
export const alertEvents = ['down', 'recovered', 'degraded', 'certificate'] as const;
export type AlertEvent = (typeof alertEvents)[number];

/** What messages are about: a reminder goes the way of its down alert. */
export const messageEvents = [...alertEvents, 'reminder'] as const;
export type MessageEvent = (typeof messageEvents)[number];

/** Each list is a condition; an empty one matches everything. `tags`: any of them. */
export interface RuleCondition {
  readonly severity: readonly Severity[];
  readonly tags: readonly string[];
  readonly monitors: readonly string[];
  readonly events: readonly AlertEvent[];
}

/** As `Date.getDay` counts. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** Each of its days from `from` to `to`; a `to` that is not later than `from` is on the next day. */
export interface QuietHours {
  /** On which they begin; none: on every day. */
  readonly days: readonly Weekday[];
  /** By the clock on the wall: `22:00`. */
  readonly from: string;
  readonly to: string;
  /** An IANA name; null: that of the computer that Vigilmon runs on. */
  readonly timezone: string | null;
}

export interface Rule {
  readonly id: number;
  readonly when: RuleCondition;
  readonly channels: readonly string[];
  /** Send only if it is still down after this long; 0: at once. */
  readonly delay: number;
  /** Remind after this long, and then ever more rarely, while it is down and nobody has acknowledged it; null: never. */
  readonly repeatEvery: number | null;
  /** What is not critical is held back in them, and told afterwards in one message; null: there are none. */
  readonly quietHours: QuietHours | null;
  readonly source: Source;
}

/** Who would hear of a monitor going down now, were it not muted. */
export interface AlertRoute {
  readonly channelId: string;
  /** The shortest of those that its rules give; 0: at once. */
  readonly delay: number;
  /** Likewise; null: none of them reminds. */
  readonly repeatEvery: number | null;
  /** When it would be told, where quiet hours hold it back until then; null: they do not. */
  readonly heldUntil: number | null;
  /** The rules that lead there, in their order. */
  readonly ruleIds: readonly number[];
}

export type MuteScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'monitor'; readonly monitorId: string };

/** Nobody is told of what it covers. What outlasts it is told when it ends. */
export interface Mute {
  readonly id: number;
  readonly scope: MuteScope;
  /** Null: until it recovers; only for one monitor. */
  readonly until: number | null;
  readonly createdAt: number;
  readonly source: Source;
}

export const alertStatuses = [
  'pending',
  'sent',
  'failed', // given up: a permanent answer, or a day of trying
  'merged', // never sent by itself: the recovery message said both
  'cancelled', // over before its delay had passed, its channel was removed, or its monitor is muted
] as const;
export type AlertStatus = (typeof alertStatuses)[number];

export interface AlertAttempt {
  readonly at: number;
  readonly tookMs: number;
  readonly accepted: boolean;
  /** What the other side said. */
  readonly answer: string;
}

/** One message to one channel: a row of the outbox. */
export interface Alert {
  readonly id: number;
  readonly event: MessageEvent;
  readonly monitorId: string;
  readonly monitorName: string;
  readonly incidentId: number | null;
  readonly channelId: string;
  readonly title: string;
  readonly status: AlertStatus;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  /** When the accepted attempt began, and when the other side had accepted it. */
  readonly sentAt: number | null;
  readonly acceptedAt: number | null;
  readonly nextAttemptAt: number | null;
  /** Quiet hours hold it back, or did, until then; null: they never have. */
  readonly heldUntil: number | null;
  readonly attempts: readonly AlertAttempt[];
}

// --- Program -------------------------------------------------------------------------------------

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Settings {
  readonly theme: Theme;
  /** Days; raw response times, and hourly and daily rollups. Spans and incidents are kept for `historyDays`. */
  readonly rawDays: number;
  readonly historyDays: number;
  /** Probes under way at once: in all, and against one host. */
  readonly maxConcurrent: number;
  readonly maxPerHost: number;
  /** URLs that answer `204 No Content`; two of three tell whether this computer is online. Empty: it is taken to be. */
  readonly anchors: readonly string[];
  /** On battery each interval is four times as long, up to an hour; one that is longer anyway stays as it is. */
  readonly stretchOnBattery: boolean;
  /** Packages of the desktop application look for a newer version once a day; asking by hand is always possible. */
  readonly checkForUpdates: boolean;
}

export interface SystemInfo {
  readonly version: string;
  readonly host: 'desktop' | 'headless';
  /** What it runs in: `Node 24.1.0`, `Electron 45.4.1, Node 24.1.0`. */
  readonly runtime: string;
  readonly dataDirectory: string;
  readonly databaseBytes: number;
  /** `http://127.0.0.1:7464`, under which ping URLs are built; null: the listener is not running. */
  readonly listenerUrl: string | null;
  /** Why it is not running, where it is not. */
  readonly listenerError: string | null;
  readonly startedAt: number;
  /** Said once to the user: a damaged database set aside, a full disk, a notifier that fell back. */
  readonly warnings: readonly string[];
  /** The backup that takes the database's place at the next start; null: none. */
  readonly restore: Backup | null;
}

export const backupReasons = ['daily', 'migration', 'restore', 'asked'] as const;
/** Each day; before a change of the schema; before another backup was restored; or because a person asked for it. */
export type BackupReason = (typeof backupReasons)[number];

export interface Backup {
  /** Its path. */
  readonly file: string;
  readonly at: number;
  readonly bytes: number;
  readonly reason: BackupReason;
}

/** Where the local listener is bound. */
export interface ListenerSettings {
  readonly host: string;
  readonly port: number;
  /** As this computer reaches it; null: it could not be opened, `SystemInfo.listenerError` says why. */
  readonly url: string | null;
  /** The start named another address or port than what is kept, and will again. */
  readonly isOverridden: boolean;
  /** What may be chosen: this computer's addresses, loopback first, wildcards last. */
  readonly addresses: readonly string[];
}

export interface ApiSettings {
  readonly enabled: boolean;
  /** The headless host is of no use without it. */
  readonly canBeDisabled: boolean;
  /** Null while it is off. */
  readonly token: string | null;
}

/** What the program that runs the engine lets be set of itself; null: not with this one. */
export interface HostSettings {
  /** Start at login. */
  readonly autostart: boolean | null;
  readonly listener: ListenerSettings | null;
  /** The API and the window as a page, on the listener. */
  readonly api: ApiSettings | null;
  /** It knows where to look for newer versions of itself. */
  readonly looksForUpdates: boolean;
}
