/**
 * History: incidents, spans of states, uptime, response times, pings.
 * Times (`...At`, `from`, `to`) are epoch milliseconds, durations milliseconds. These are the types that the engine
 * returns, every default filled in; the types that it accepts are in schemas.ts.
 */
import type { FailureKind } from '../failure-kind.ts';
import type { Failure } from '../failure.ts';
import type { Alert } from './alert.ts';
import type { Severity } from './monitor.ts';
import type { Place } from './location.ts';
import type { Check, CheckDetail, PhaseName, SpanState } from './state.ts';

export interface Incident {
  readonly id: number;
  readonly monitorId: string;
  readonly monitorName: string;
  readonly severity: Severity;
  /** The first failing check, or the missed deadline. */
  readonly startedAt: number;
  /** The end of the first failing check. */
  readonly detectedAt: number;
  /** When it became `down`. */
  readonly confirmedAt: number;
  /** The first check that passed again; null: still open. */
  readonly endedAt: number | null;
  readonly failure: Failure;
  readonly acknowledgedAt: number | null;
  readonly note: string;
  /** A monitor that it depends on was down: its incident. Null: it stands alone. */
  readonly causedBy: IncidentCause | null;
  /** How many other incidents it has caused. */
  readonly caused: number;
}

/** In which order incidents are listed, open ones first: the newest, or the longest. */
export const incidentOrders = ['start', 'length'] as const;
export type IncidentOrder = (typeof incidentOrders)[number];

/** A mean over `count` incidents; null: over none. */
export interface MeanTime {
  readonly count: number;
  readonly meanMs: number | null;
}

/** Of all incidents that overlap a period. */
export interface IncidentTotals {
  readonly count: number;
  readonly open: number;
  /** Those that another incident explains. */
  readonly explained: number;
  /** In full, also where it began before the period. */
  readonly longest: Pick<Incident, 'id' | 'monitorId' | 'monitorName' | 'startedAt' | 'endedAt'> | null;
  /** Within the period, the sum over all monitors. */
  readonly downMs: number;
  /** From the confirmation, which is when the first notification was due. */
  readonly acknowledged: MeanTime;
  /** From the first failed check to the first that passed. */
  readonly resolved: MeanTime;
}

/** Incidents of one kind of failure at one host, or of one monitor without a host, and what they explain. */
export interface IncidentGroup<I = Incident> {
  readonly kind: FailureKind;
  /** Null: the monitors have none, or were deleted. */
  readonly host: string | null;
  readonly monitors: number;
  readonly count: number;
  readonly open: number;
  readonly downMs: number;
  readonly longestMs: number;
  readonly lastAt: number;
  /** At most `mostGroupedIncidents`; those that another one explains follow it. */
  readonly incidents: readonly I[];
}

export interface IncidentGroups<I = Incident> {
  /** At most `mostIncidentGroups`. */
  readonly groups: readonly IncidentGroup<I>[];
  readonly total: number;
}
export const mostIncidentGroups = 50;
export const mostGroupedIncidents = 20;

interface IncidentCause {
  readonly id: number;
  /** Null: the monitor was deleted. */
  readonly monitorName: string | null;
}

export interface IncidentDetail extends Incident {
  /** The first failing check's evidence; null for heartbeats. */
  readonly firstFailure: CheckDetail | null;
  /** The last check that passed before it. */
  readonly lastGood: CheckDetail | null;
  readonly alerts: readonly Alert[];
  /** What other locations saw during it, in the order in which the monitor lists them. */
  readonly locations: readonly IncidentLocation[];
}

export interface IncidentLocation {
  readonly locationId: string;
  readonly name: string;
  readonly place: Place | null;
  /** Those that overlap the incident, oldest first, not cut to it. */
  readonly spans: readonly Span[];
  /** Its last failed check during the incident, whose evidence `history.check` returns; null: none failed. */
  readonly failure: Check | null;
}

export interface Span {
  readonly state: SpanState;
  readonly from: number;
  /** Null: the current span. */
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

/** A share of the known time, with how much of all time was known, as in `Uptime`. */
export type UptimeShare = Pick<Uptime, 'ratio' | 'coverage'>;

/** Of so many monitors at once. */
export const mostUptimes = 100;
/** Over so many days at once. */
export const mostUptimeDays = 90;

export interface MonitorUptime {
  readonly monitorId: string;
  /** The last 24 hours. */
  readonly day: UptimeShare;
  /** The last 30 days. */
  readonly month: UptimeShare;
  /** The ratio of each day that was asked for; null: nothing is known of it. */
  readonly days: readonly (number | null)[];
}

export type SeriesResolution = 'raw' | 'hour' | 'day';

/** Response times of passing and degraded checks, as columns of equal length, oldest first; milliseconds. */
export interface Series {
  readonly resolution: SeriesResolution;
  readonly at: readonly number[];
  /** Raw: the response time. Rolled up: the median. Null: no measurement. */
  readonly p50: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  readonly p99: readonly (number | null)[];
  /** Rolled up: of all these checks together, closely estimated; absent: nothing was measured. */
  readonly overall?: Percentiles;
  /** Raw: when checks failed. */
  readonly failedAt?: readonly number[];
  /** Of the same checks, if requested. Rolled up: the mean of each; together they make the mean response time. */
  readonly phases: PhaseSeries | null;
}

/** Response times, in milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Columns of the series' length. Null: the checks had no such phase, or it is no longer kept. */
export type PhaseSeries = Readonly<Record<PhaseName, readonly (number | null)[]>>;

export const pingKinds = ['success', 'start', 'fail', 'log'] as const;
export type PingKind = (typeof pingKinds)[number];

/** How many of each monitor are kept, the latest. */
export const keptPings = 100;

export interface Ping {
  readonly id: number;
  readonly at: number;
  readonly kind: PingKind;
  readonly exitCode: number | null;
  readonly runId: string | null;
  /** From the start to the end of its run. */
  readonly runTime: number | null;
  /** At most 10 kB of text. */
  readonly body: string;
  readonly remoteAddress: string;
  readonly userAgent: string;
}

/** In front of the slug of a ping URL: it allows pings to every heartbeat, and nothing else. */
export interface PingKey {
  readonly key: string | null;
}

export interface SchedulePreview {
  /** In words; a line that cannot be read out stays as it is. */
  readonly description: string;
  /** The cron lines as they are understood. */
  readonly lines: readonly string[];
  /** The next five due times; epoch ms. */
  readonly times: readonly number[];
}
