/**
 * Runs stored checks through the state machine once more. Spans say what the checks do not: when the monitor was paused
 * or in maintenance, and when nothing was known because nothing ran. An outage that was on when the period began counts
 * as none that begins. The end of a check is its start and its response time, which is as close as what is stored gets.
 */
import type { Failure } from '../../contract/failure.ts';
import type { Span } from '../../contract/model/history.ts';
import type { ReplayedIncident, ReplayOutcome } from '../../contract/model/replay.ts';
import type { Verdict } from '../../contract/model/state.ts';
import { beginMaintenance, endMaintenance } from '../state/maintenance.ts';
import { goDown, settle } from '../state/outage.ts';
import type { Step, Tracking } from '../state/step.ts';
import { initialTracking, pause, resume, transition, type CheckPolicy } from '../state/transition.ts';

export interface ReplayedCheck {
  readonly at: number;
  readonly verdict: Verdict;
  readonly responseTime: number | null;
}

export interface Replaying {
  /** Oldest first. */
  readonly next: (check: ReplayedCheck) => void;
  /** Nothing is replayed after it. */
  readonly end: (toMs: number) => ReplayOutcome;
}

const incidentsShown = 20;

interface ReplayOptions {
  readonly policy: CheckPolicy;
  /** Those that overlap the period, oldest first. */
  readonly spans: readonly Span[];
  readonly fromMs: number;
}

export function openReplay({ policy, spans, fromMs }: ReplayOptions): Replaying {
  const before = spans.find(({ from, to }) => from < fromMs && (to ?? Infinity) > fromMs);
  const ahead = spans.filter(({ from }) => from >= fromMs);
  /** How many of those have begun: to take the first one off a list of many thousands each time would take long. */
  let begun = 0;
  let tracking = trackingAt(before?.state ?? null, fromMs);
  let degraded = 0;
  let open = false;
  const incidents: ReplayedIncident[] = [];

  function take({ next, incident, alert }: Step): void {
    tracking = next;
    if (alert === 'degraded') degraded += 1;
    if (incident?.change === 'open') incidents.push({ startedAt: incident.startedAt, endedAt: null });
    else if (incident?.change === 'close' && open) {
      const last = incidents.pop();
      if (last !== undefined) incidents.push({ ...last, endedAt: Math.max(last.startedAt, incident.endedAt) });
    }
    if (incident !== null) open = incident.change === 'open';
  }

  function begin({ state, from }: Span): void {
    const wasAway = tracking.state === 'paused' || tracking.state === 'maintenance';
    if (tracking.state === 'paused' && state !== 'paused') take(resume(tracking, from));
    if (tracking.state === 'maintenance' && state !== 'maintenance') take(endMaintenance(tracking, from));
    if (state === 'paused') take(pause(tracking, from));
    else if (state === 'maintenance') take(beginMaintenance(tracking, from));
    // Nothing may have run then. Where checks did, they were inconclusive and say the same.
    else if (state === 'unknown' && !wasAway) {
      take(transition(tracking, { ...nothingKnown, at: from, endedAt: from + policy.interval + 1 }, policy));
    }
  }

  function beginUntil(atMs: number): void {
    for (let span = ahead[begun]; span !== undefined && span.from <= atMs; span = ahead[begun]) {
      begun += 1;
      begin(span);
    }
  }

  return {
    next({ at, verdict, responseTime }) {
      beginUntil(at);
      take(transition(tracking, { at, endedAt: at + (responseTime ?? 0), verdict, failure: unsaid }, policy));
    },
    end(toMs) {
      beginUntil(toMs);
      return {
        alerts: incidents.length,
        degraded,
        downMs: incidents.reduce((sum, { startedAt, endedAt }) => sum + Math.max(0, (endedAt ?? toMs) - startedAt), 0),
        incidents: incidents.slice(-incidentsShown),
      };
    },
  };
}

/** Only whether it failed matters. */
const unsaid: Failure = { code: 'unexplained', facts: {} };
const nothingKnown = { verdict: 'inconclusive', failure: null } as const;

function trackingAt(state: Span['state'] | null, atMs: number): Tracking {
  const initial = initialTracking(atMs);
  switch (state) {
    case null:
      return initial;
    case 'down':
      return goDown(initial, { startedAt: atMs, detectedAt: atMs, confirmedAt: atMs, failure: unsaid }).next;
    case 'paused':
      return pause(initial, atMs).next;
    case 'maintenance':
      return beginMaintenance(initial, atMs).next;
    case 'up':
    case 'degraded':
    case 'unknown':
      return settle(initial, state, atMs).next;
  }
}
