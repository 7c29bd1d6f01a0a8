/**
 * Records observations. What begins or ends nothing (one more check, passing or failing) waits for a moment to be written
 * with others (batch.ts); a change of state, or a ping, is committed at once, before anything is sent or answered.
 * The store is the journaled one (recording/), so that a disk that refuses writes stops neither the state machine nor its
 * alerts.
 */
import type { CheckDetail, SpanState } from '../../contract/model/state.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { isCertificateDue } from '../notifications/certificate-alerts.ts';
import type { Clock, Logger } from '../ports.ts';
import type { Emit } from '../runtime/events.ts';
import { certificateEnd, rememberCheck, type MonitorEntry } from '../runtime/monitor-entry.ts';
import { isSameTracking, type Step } from '../state/step.ts';
import { countChange } from '../state/flapping.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';
import { openBatch } from './batch.ts';
import { evidenceAndState } from './commit.ts';
import { commitGroup, type CommittedObservation, type PendingObservation } from './commit-group.ts';
import type { Observation } from './observation.ts';

/** The span of a stream from another location. */
const stateSeenBy = { pass: 'up', degraded: 'up', fail: 'down', inconclusive: 'unknown' } as const;

/** A longer group of observations takes several transactions. */
const mostTogether = 500;

/** `plain`: only one more check; `changed`: the monitor's row has changed; `failed`: by a bug, and nothing has changed. */
export type Recorded = 'plain' | 'changed' | 'failed';

export interface Recorder {
  readonly record: (entry: MonitorEntry, observation: Observation) => Recorded;
  /**
   * One after the other, in as few transactions as possible (commit-group.ts); one that fails takes no other with it.
   * @returns those that failed, by a bug.
   */
  readonly recordAll: (pending: readonly PendingObservation[]) => ReadonlySet<PendingObservation>;
  /** A check from another location, which changes the state of its own stream alone. */
  readonly recordElsewhere: (stream: number, check: CheckDetail) => void;
  /** Writes the waiting checks now, before they are read or the store is closed. */
  readonly flush: () => void;
}

interface RecorderOptions {
  readonly store: JournaledStore;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
  /** More changes within an hour are flapping; 0: never. */
  readonly flapAfter: () => number;
  /** A monitor has changed, in memory as well. */
  readonly onChanged?: ((entry: MonitorEntry) => void) | undefined;
}

export function openRecorder(options: RecorderOptions): Recorder {
  const { store, alertConfig, clock } = options;
  const batch = openBatch(options);
  /** By stream, where it has changed since the start: what is on disk may be older. */
  const elsewhere = new Map<number, SpanState>();

  function record(entry: MonitorEntry, observation: Observation): Recorded {
    const { check, step } = observation;
    if (isTurn(entry, observation, clock.now())) {
      return recordAll([{ entry, observe: () => observation }]).size > 0 ? 'failed' : 'changed';
    }
    if (check === null) return 'plain';
    const waiting = { stream: entry.stream, check };
    if (isPlain(entry, step, check)) {
      batch.add(waiting);
      return remember(entry, check) ? 'changed' : 'plain';
    }
    batch.add(waiting, evidenceAndState(entry, { step, check }, store));
    entry.tracking = step.next;
    remember(entry, check);
    options.onChanged?.(entry);
    return 'changed';
  }

  function recordAll(pending: readonly PendingObservation[]): ReadonlySet<PendingObservation> {
    const failed = new Set<PendingObservation>();
    let done = 0;
    while (done < pending.length) done += recordFirst(pending.slice(done, done + mostTogether), failed);
    return failed;
  }

  /** @returns how many are done. */
  function recordFirst(pending: readonly PendingObservation[], failed: Set<PendingObservation>): number {
    const written = batch.commit(() => commitGroup(pending, { store, alertConfig, nowMs: clock.now(), counted }));
    if (written !== null) {
      follow(written.observations, options);
      return written.done;
    }
    for (const one of pending) {
      if (pending.length === 1) failed.add(one);
      else recordFirst([one], failed);
    }
    return pending.length;
  }

  /** An outage that another one has caused is no sign of flapping. */
  function counted({ tracking, incident, muted }: MonitorEntry, step: Step): Step {
    if ((incident?.causedBy ?? null) !== null) return step;
    return countChange(tracking, step, { flapAfter: options.flapAfter(), isMuted: muted !== null, nowMs: clock.now() });
  }

  function recordElsewhere(stream: number, check: CheckDetail): void {
    const { at, verdict } = check;
    const state = stateSeenBy[verdict];
    const isFailed = verdict === 'fail';
    batch.add({ stream, check }, isFailed ? () => store.checks.saveDetail(stream, check) : undefined);
    if ((elsewhere.get(stream) ?? store.spans.current(stream)?.state) === state) return;
    const begun = batch.commit(() => {
      store.spans.begin(stream, state, at);
      return state;
    });
    if (begun !== null) elsewhere.set(stream, begun);
  }

  return { record, recordAll, recordElsewhere, flush: batch.flush };
}

/** Whether something begins or ends, or may have to be sent. */
function isTurn(entry: MonitorEntry, { step, check, ping }: Observation, nowMs: number): boolean {
  const changes = step.span ?? step.incident ?? step.alert ?? ping;
  if (changes !== null || step.next.state !== entry.tracking.state) return true;
  if (check === null) return !isSameTracking(step.next, entry.tracking);
  return isCertificateDue(entry.monitor, check, nowMs);
}

type Following = Pick<RecorderOptions, 'logger' | 'emit' | 'onAlerts' | 'onChanged'>;

/** What has been written holds in memory as well, and is announced. */
function follow(observations: readonly CommittedObservation[], following: Following): void {
  for (const { entry, observation, committed } of observations) {
    entry.tracking = observation.step.next;
    if (committed.incident !== null) entry.incident = committed.incident.endedAt === null ? committed.incident : null;
    if (observation.check !== null) remember(entry, observation.check);
  }
  for (const observation of observations) announce(observation, following);
  for (const entry of new Set(observations.map((each) => each.entry))) following.onChanged?.(entry);
}

function announce({ entry, observation, committed }: CommittedObservation, following: Following): void {
  const { logger, emit, onAlerts } = following;
  const { incident, ping, alerts, cancelled } = committed;
  const { alert } = observation.step;
  if (alert !== null) logger.info(`${entry.monitor.id}: ${alert}`, { alerts });
  if (ping !== null) emit({ type: 'ping', monitorId: entry.monitor.id, ping });
  if (incident !== null) emit({ type: 'incident', incident });
  for (const cancelledAlert of cancelled) emit({ type: 'alert', alert: cancelledAlert });
  if (alerts > 0) onAlerts();
}

function isPlain(entry: MonitorEntry, step: Step, check: CheckDetail): boolean {
  if (check.verdict === 'fail' || certificateEnd(entry, check) !== entry.certificateEndsAt) return false;
  return isSameTracking(step.next, entry.tracking);
}

/** @returns whether the monitor's row has changed by more than the check. */
function remember(entry: MonitorEntry, check: CheckDetail): boolean {
  entry.latest = check;
  if (check.verdict === 'pass' && check.response !== null) entry.lastGood = check;
  return rememberCheck(entry, check);
}
