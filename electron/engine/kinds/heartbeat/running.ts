/** The state of a heartbeat beside its deadlines: `running` while a run is open, else what history and counts say. */
import type { OpenRun, Tracking } from '../../state/step.ts';

/** Replaces the open runs. An outage and lateness outlast both start and end of a run. */
export function withRuns(tracking: Tracking, runs: readonly OpenRun[]): Tracking {
  const next = { ...tracking, runs };
  if (tracking.state === 'down' || tracking.state === 'late') return next;
  if (runs.length === 0) return tracking.state === 'running' ? atRest(next) : next;
  if (tracking.state === 'running') return next;
  return { ...next, state: 'running', since: Math.min(...runs.map(({ startedAt }) => startedAt)) };
}

/** Its deadline has moved. */
export function withoutLateness(tracking: Tracking, nowMs: number): Tracking {
  if (tracking.state !== 'late') return tracking;
  return withRuns(atRest(tracking, nowMs), tracking.runs);
}

function atRest(tracking: Tracking, nowMs = tracking.since): Tracking {
  const { failures, firstFailureAt, spanState, spanFrom } = tracking;
  if (failures > 0) return { ...tracking, state: 'failing', since: firstFailureAt ?? nowMs };
  return { ...tracking, state: spanState ?? 'new', since: spanFrom ?? nowMs };
}
