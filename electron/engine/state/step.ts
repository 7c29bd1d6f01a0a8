/**
 * The types of the state machine: what is kept of a stream between two observations, and what one observation changes.
 * transition.ts creates steps from checks, kinds/heartbeat from pings and deadlines; incidents/recorder.ts writes them in
 * one transaction.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Failure } from '../../contract/failure.ts';
import type { HeartbeatClock } from '../../contract/monitors/heartbeat.ts';
import type { MonitorState, SpanState } from '../../contract/model/state.ts';
import type { Flapping } from './flapping.ts';

/** A run of a job that has started and not ended. */
export interface OpenRun {
  /** As the job named it; null: it did not. */
  readonly id: string | null;
  /** Moves along when the clock is set, and with time that does not count. */
  readonly startedAt: number;
  /** A later run has succeeded: without an end of its own it is lost, not running. */
  readonly isSuperseded: boolean;
}

/** Stored as one row per monitor; times in epoch milliseconds. */
export interface Tracking {
  readonly state: MonitorState;
  /** Start of the state: of its span, or for `new`, `failing`, `late` and `running` of the transient state itself. */
  readonly since: number;
  /** The open span of history, which a transient state continues or ends; null: none yet. */
  readonly spanState: SpanState | null;
  readonly spanFrom: number | null;
  /** Consecutive failed checks, counted towards `down`. */
  readonly failures: number;
  /** Consecutive passed checks, counted towards the end of an outage. */
  readonly passes: number;
  /** Consecutive degraded checks, counted towards `degraded`. */
  readonly degradations: number;
  /** Start and end of the first failed check of the current count. */
  readonly firstFailureAt: number | null;
  readonly detectedAt: number | null;
  /** When the open incident was confirmed; null: none is open. An incident may stay open while the state is `unknown`. */
  readonly confirmedAt: number | null;
  /** The first passed check of the current count. */
  readonly firstPassAt: number | null;
  /** Why the monitor is failing or down: from the first failed check. */
  readonly failure: Failure | null;
  /** Since when every check has been inconclusive. */
  readonly inconclusiveSince: number | null;
  /** Heartbeats: when the next success is due, without the grace period. */
  readonly deadlineAt: number | null;
  /** Heartbeats: time since the deadline that does not count towards the grace period. */
  readonly awayInGrace: number;
  /** Heartbeats: oldest first. */
  readonly runs: readonly OpenRun[];
  /** Heartbeats: which time counts, by the origin of the first ping; null: there was none. */
  readonly clock: HeartbeatClock | null;
  readonly flapping: Flapping;
}

/** Whether an observation has changed nothing that is stored; asked after each check, where most fields are the very same. */
export function isSameTracking(one: Tracking, other: Tracking): boolean {
  const fields = Object.keys(one) as (keyof Tracking)[];
  return fields.every((field) => Object.is(one[field], other[field])) || isDeepStrictEqual(one, other);
}

interface IncidentOpening {
  readonly change: 'open';
  readonly startedAt: number;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  readonly failure: Failure;
}
interface IncidentClosing {
  readonly change: 'close';
  readonly endedAt: number;
}

export interface Step {
  readonly next: Tracking;
  /** A new span of history that starts at `from` and ends the previous one; null: the span continues. */
  readonly span: { readonly state: SpanState; readonly from: number } | null;
  readonly incident: IncidentOpening | IncidentClosing | null;
  readonly alert: 'down' | 'recovered' | 'degraded' | 'flapping' | 'steady' | null;
  /** When to check again: by the cadence, or sooner, after the recheck interval. */
  readonly pace: 'cadence' | 'recheck';
}
