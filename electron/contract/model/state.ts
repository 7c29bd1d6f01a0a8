/**
 * Checks, the states of monitors, and the overview.
 * Times (`...At`, `from`, `to`) are epoch milliseconds, durations milliseconds. These are the types that the engine
 * returns, every default filled in; the types that it accepts are in schemas.ts.
 */
import type { AssertionResult } from '../assertion-result.ts';
import type { Failure } from '../failure.ts';
import type { UnhealthyPart } from '../response-reasons.ts';
import type { Evidence } from './evidence.ts';
import type { Figures, FigureScale, MainFigure } from './figure.ts';
import type { Severity } from './monitor.ts';
import type { RecentChecks } from './recent-checks.ts';
import type { HeartbeatClock } from '../monitors/heartbeat.ts';
import type { MonitorKind } from '../monitors/registry.ts';

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
  'running', // heartbeat: a run has started and not finished
  'late', // heartbeat: past the deadline, within the grace period
] as const;
export type MonitorState = (typeof monitorStates)[number];

/** The states that history records; the others are transient within one of these. */
export const spanStates = ['up', 'degraded', 'down', 'unknown', 'paused', 'maintenance'] as const;
export type SpanState = (typeof spanStates)[number];

/** In chronological order. */
export const phaseNames = ['dns', 'connect', 'tls', 'firstByte', 'download'] as const;
export type PhaseName = (typeof phaseNames)[number];

/** Milliseconds with one decimal; null: not reached or not needed (no TLS on plain HTTP, no DNS for an address). */
export type Phases = Readonly<Record<PhaseName, number | null>>;

/** What is kept of a response, for a failing check and the last good one before it. Secrets are redacted. */
export interface ResponseEvidence {
  readonly status: number;
  readonly httpVersion: string;
  readonly headers: Readonly<Record<string, string>>;
  /** At most 4 KiB of the decoded text. */
  readonly body: string;
  readonly bodyBytes: number;
  readonly bodyTruncated: boolean;
  /** The URL after redirects, if it differs. */
  readonly finalUrl: string | null;
}

export interface CertificateInfo {
  readonly validTo: number;
  readonly issuer: string;
  readonly subject: string;
  readonly fingerprint: string;
}

/** A check in a list. */
export interface Check {
  readonly at: number;
  readonly verdict: Verdict;
  /** From start to last byte; null: there was no response. */
  readonly responseTime: number | null;
  readonly phases: Phases | null;
  /** Null: it passed. */
  readonly failure: Failure | null;
  /** Other measurements of the kind, by name: packet loss, days left. Absent: none. */
  readonly figures?: Figures;
}

export interface CheckDetail extends Check {
  readonly assertions: readonly AssertionResult[];
  readonly unhealthy: readonly UnhealthyPart[];
  readonly response: ResponseEvidence | null;
  readonly certificate: CertificateInfo | null;
  /** What else the kind shows. Absent: nothing. */
  readonly evidence?: readonly Evidence[];
  /** Of its figures; one that is not here is a plain number without limits. */
  readonly scales?: Readonly<Record<string, FigureScale>>;
}

/** One tick of a monitor's strip. For a heartbeat, a ping or a missed deadline. */
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
  /** Ids of the locations that are asked besides this computer. */
  readonly locations: readonly string[];
  /** The URL of an `http` monitor; the period of a `heartbeat` (`every 5m`). */
  readonly target: string;
  /** The target as people write it: `db.example.com:5432` for `tcp://db.example.com:5432`. */
  readonly shownTarget: string;
  readonly state: MonitorState;
  readonly since: number;
  /** Why it is failing, down or degraded. */
  readonly reason: string | null;
  readonly lastCheckAt: number | null;
  readonly responseTime: number | null;
  /** What the last check found of the main figure of its kind. Null: nothing, or the kind has none. */
  readonly figure: MainFigure | null;
  readonly nextCheckAt: number | null;
  /** Heartbeats: when the next ping is due, without the grace period. */
  readonly deadlineAt: number | null;
  /** Heartbeats: which time counts towards the deadline; null: the first ping decides. */
  readonly clock: HeartbeatClock | null;
  readonly openIncidentId: number | null;
  /** Whether the open incident is. */
  readonly isAcknowledged: boolean;
  /** The name of the monitor that is down and that this one depends on, if that is why it is down. */
  readonly causedBy: string | null;
  /** How many monitors that are not paused depend on it, also through others. */
  readonly behind: number;
  /** No channel that works (enabled, has delivered before, no trouble) would be notified if it went down. */
  readonly uncovered: boolean;
  /** Of its last check; `warnAt`: from when it is close enough to its end to be warned of. Null: there was none. */
  readonly certificate: { readonly endsAt: number; readonly warnAt: number } | null;
  /** When the registration that it watches ends, like `certificate`. */
  readonly registration: MonitorSummary['certificate'];
  /** The end of the longest mute; `until` null: until recovery. Null: not muted. */
  readonly muted: { readonly until: number | null } | null;
  /** It changes so often that nothing is sent until it has settled. */
  readonly isFlapping: boolean;
  /** Oldest first, at most 40. */
  readonly recent: RecentChecks;
}

/** Overall status for the tray and the head of the window: the worst state of the monitors that are not muted. */
export const overallStates = ['up', 'degraded', 'down', 'unknown', 'paused', 'empty'] as const;
export type OverallState = (typeof overallStates)[number];

/** `portal`: the network requires a login. */
export const connections = ['online', 'offline', 'portal'] as const;
export type Connection = (typeof connections)[number];

export interface OverviewSummary {
  readonly state: OverallState;
  /** Determined when a check fails; while it is not `online`, no monitor of an internet target counts as up. */
  readonly connection: Connection;
  /** The number of monitors in each state, muted ones included. */
  readonly counts: Readonly<Record<MonitorState, number>>;
  /** The number of muted monitors. */
  readonly muted: number;
  /** Monitors that were paused all at once still are: resuming all resumes just these. */
  readonly hasPausedTogether: boolean;
}

export interface Overview extends OverviewSummary {
  readonly monitors: readonly MonitorSummary[];
}
