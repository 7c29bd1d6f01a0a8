/**
 * The vocabulary of the state machine: what is remembered of a monitor between two observations, and what one
 * observation changes. transition.ts makes steps of checks, heartbeat/ of pings and deadlines; incidents/recorder.ts
 * writes them in one transaction.
 */
import type { Failure } from '../../contract/failure.ts';
import type { MonitorState, SpanState } from '../../contract/model/state.ts';

/** Stored as one row per monitor; times in epoch milliseconds. */
export interface Tracking {
  readonly state: MonitorState;
  /** Begin of the state: of its span for a settled one, of the moment itself for `new`, `failing`, `late` and `running`. */
  readonly since: number;
  /** The open span of history, to which a passing moment returns or from which it goes on; null: none yet. */
  readonly spanState: SpanState | null;
  readonly spanFrom: number | null;
  /** Consecutive failed checks that are being counted towards `down`. */
  readonly failures: number;
  /** Consecutive passed checks that are being counted towards the end of an outage. */
  readonly passes: number;
  /** Consecutive degraded checks that are being counted towards `degraded`. */
  readonly degradations: number;
  /** Start of the first failing check of the running count, and its end. */
  readonly firstFailureAt: number | null;
  readonly detectedAt: number | null;
  /** When the open incident was confirmed; null: none is open. It may stay open while the state is `unknown`. */
  readonly confirmedAt: number | null;
  /** The first passing check of the running count. */
  readonly firstPassAt: number | null;
  /** Why it is failing or down: of the first failing check. */
  readonly failure: Failure | null;
  /** Since when every check has been inconclusive. */
  readonly inconclusiveSince: number | null;
  /** Heartbeats: when the next success is due (grace not included), and when the running job began. */
  readonly deadlineAt: number | null;
  readonly runStartedAt: number | null;
}

export interface IncidentOpening {
  readonly change: 'open';
  readonly startedAt: number;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  readonly failure: Failure;
}
export interface IncidentClosing {
  readonly change: 'close';
  readonly endedAt: number;
}

export interface Step {
  readonly next: Tracking;
  /** A new span of history that begins at `from` and ends the one before it there; null: the span goes on. */
  readonly span: { readonly state: SpanState; readonly from: number } | null;
  readonly incident: IncidentOpening | IncidentClosing | null;
  readonly alert: 'down' | 'recovered' | 'degraded' | null;
  /** When to look again: by the cadence, or sooner, after the recheck interval. */
  readonly pace: 'cadence' | 'recheck';
}
