/**
 * What a check found, what it made of a monitor, and what the overview shows of all of them.
 * Times (`...At`, `from`, `to`) are epoch milliseconds, durations milliseconds. These are the types of what the engine
 * answers, every default filled in; what may be sent to it is in schemas.ts.
 */
import type { AssertionResult } from '../assertion-result.ts';
import type { Failure } from '../failure.ts';
import type { UnhealthyPart } from '../response-reasons.ts';
import type { Severity } from './monitor.ts';
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
  'running', // heartbeat: a run has started and not ended
  'late', // heartbeat: past the deadline, within the grace
] as const;
export type MonitorState = (typeof monitorStates)[number];

/** The states that history is kept in; the others are passing moments inside one of these. */
export const spanStates = ['up', 'degraded', 'down', 'unknown', 'paused', 'maintenance'] as const;
export type SpanState = (typeof spanStates)[number];

/** In the order in which they follow each other. */
export const phaseNames = ['dns', 'connect', 'tls', 'firstByte', 'download'] as const;
export type PhaseName = (typeof phaseNames)[number];

/** Milliseconds with one decimal; null: the phase was not reached or not needed (no TLS on plain HTTP, no DNS for an address). */
export type Phases = Readonly<Record<PhaseName, number | null>>;

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
  /** What its kind measures besides times, by name: packet loss, an exit code. Absent where there is nothing. */
  readonly figures?: Readonly<Record<string, number>>;
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
