/**
 * Records as the API returns them: with the words for their codes, in the requested language. They are made in one place
 * (engine/api/worded.ts) and never stored.
 */
import type { AssertionResult } from './assertion-result.ts';
import type { FailureKind } from './failure-kind.ts';
import type { Failure } from './failure.ts';
import type { Incident, IncidentDetail, IncidentLocation } from './model/history.ts';
import type { Check, CheckDetail } from './model/state.ts';

export type WordedFailure = Failure & {
  readonly kind: FailureKind;
  /** One line for people, with the actual value: `status 503, expected 200; database: error: ...`. */
  readonly message: string;
  /** The same as a list, one reason each; never empty. */
  readonly reasons: readonly string[];
};

export interface WordedAssertionResult extends AssertionResult {
  /** `status 503, expected 200`; where it passed, how it matched if that matters, else empty. */
  readonly message: string;
}

export interface WordedCheck extends Check {
  readonly failure: WordedFailure | null;
}

export interface WordedCheckDetail extends CheckDetail {
  readonly failure: WordedFailure | null;
  readonly assertions: readonly WordedAssertionResult[];
}

export interface WordedIncident extends Incident {
  readonly failure: WordedFailure;
}

export interface WordedIncidentDetail extends IncidentDetail {
  readonly failure: WordedFailure;
  readonly firstFailure: WordedCheckDetail | null;
  readonly lastGood: WordedCheckDetail | null;
  readonly locations: readonly WordedIncidentLocation[];
}

export interface WordedIncidentLocation extends IncidentLocation {
  readonly failure: WordedCheck | null;
}
