/**
 * Records observations. What begins or ends nothing (one more check, passing or failing) waits at most 250 ms to be
 * written with others; a change of state is committed at once, in one transaction (commit.ts), before anything is sent.
 * The store is the journaled one (recording/), so that a disk that refuses writes stops neither the state machine nor its
 * alerts.
 */
import { isDeepStrictEqual } from 'node:util';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { isCertificateDue } from '../notifications/certificate-alerts.ts';
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { Emit } from '../runtime/events.ts';
import { rememberCheck, type MonitorEntry } from '../runtime/monitor-entry.ts';
import type { Step } from '../state/step.ts';
import { countChange } from '../state/flapping.ts';
import type { Store } from '../store/store.ts';
import { commitObservation, evidenceAndState, type Committed } from './commit.ts';
import type { Observation } from './observation.ts';
import type { NewCheck } from '../store/check-repository.ts';

const batchMs = 250;

/** The span of a stream from another location. */
const stateSeenBy = { pass: 'up', degraded: 'up', fail: 'down', inconclusive: 'unknown' } as const;

/** `plain`: only one more check; `changed`: the monitor's row has changed; `failed`: by a bug, and nothing has changed. */
export type Recorded = 'plain' | 'changed' | 'failed';

export interface Recorder {
  readonly record: (entry: MonitorEntry, observation: Observation) => Recorded;
  /** A check from another location, which changes the state of its own stream alone. */
  readonly recordElsewhere: (stream: number, check: CheckDetail) => void;
  /** Writes the waiting checks now, before they are read or the store is closed. */
  readonly flush: () => void;
}

export interface RecorderOptions {
  readonly store: Store;
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
  const { store, alertConfig, clock, logger } = options;
  let batch: NewCheck[] = [];
  /** What some of them change besides. */
  let leftBehind: (() => void)[] = [];
  let cancelTimer: Cancel | null = null;

  function record(entry: MonitorEntry, observed: Observation): Recorded {
    const nowMs = clock.now();
    const observation = { ...observed, step: counted(entry, observed.step, nowMs) };
    const { check, step } = observation;
    if (check !== null) batch.push({ stream: entry.stream, check });
    if (isTurn(entry, observation, nowMs)) {
      const committed = write(() => commitObservation(entry, observation, { store, alertConfig, nowMs }));
      if (committed === null) return 'failed';
      follow(entry, observation, { committed, ...options });
      return 'changed';
    }
    if (check === null) return 'plain';
    cancelTimer ??= clock.setTimer(batchMs, flush);
    if (isPlain(entry, step, check)) return remember(entry, check) ? 'changed' : 'plain';
    leftBehind.push(evidenceAndState(entry, { step, check }, store));
    entry.tracking = step.next;
    remember(entry, check);
    options.onChanged?.(entry);
    return 'changed';
  }

  /** An outage that another one has caused is no sign of flapping. */
  function counted({ tracking, incident, muted }: MonitorEntry, step: Step, nowMs: number): Step {
    if ((incident?.causedBy ?? null) !== null) return step;
    return countChange(tracking, step, { flapAfter: options.flapAfter(), isMuted: muted !== null, nowMs });
  }

  function flush(): void {
    if (batch.length > 0 || leftBehind.length > 0) write(() => undefined);
  }

  /** The waiting checks first, then the rest, all or nothing. Null: it failed. */
  function write<T>(rest: () => T): T | null {
    cancelTimer?.();
    cancelTimer = null;
    const checks = batch;
    const changes = leftBehind;
    batch = [];
    leftBehind = [];
    try {
      return store.transaction(() => {
        if (checks.length > 0) store.checks.append(checks);
        for (const change of changes) change();
        return rest();
      });
    } catch (error) {
      logger.error('an observation could not be recorded', { error });
      return null;
    }
  }

  function recordElsewhere(stream: number, check: CheckDetail): void {
    batch.push({ stream, check });
    const { at, verdict } = check;
    const state = stateSeenBy[verdict];
    if (verdict === 'fail') leftBehind.push(() => store.checks.saveDetail(stream, check));
    if (store.spans.current(stream)?.state === state) cancelTimer ??= clock.setTimer(batchMs, flush);
    else write(() => store.spans.begin(stream, state, at));
  }

  return { record, recordElsewhere, flush };
}

/** Whether something begins or ends, or may have to be sent. */
function isTurn(entry: MonitorEntry, { step, check, ping }: Observation, nowMs: number): boolean {
  const changes = step.span ?? step.incident ?? step.alert ?? ping;
  if (changes !== null || step.next.state !== entry.tracking.state) return true;
  if (check === null) return !isDeepStrictEqual(step.next, entry.tracking);
  return isCertificateDue(entry.monitor, check, nowMs);
}

interface Following extends Pick<RecorderOptions, 'logger' | 'emit' | 'onAlerts' | 'onChanged'> {
  readonly committed: Committed;
}

/** What has been written holds in memory as well, and is announced. */
function follow(entry: MonitorEntry, { check, step }: Observation, following: Following): void {
  const { committed, logger, emit, onAlerts, onChanged } = following;
  const { incident, ping, alerts, cancelled } = committed;
  entry.tracking = step.next;
  if (incident !== null) entry.incident = incident.endedAt === null ? incident : null;
  if (check !== null) remember(entry, check);
  if (step.alert !== null) logger.info(`${entry.monitor.id}: ${step.alert}`, { alerts });
  if (ping !== null) emit({ type: 'ping', monitorId: entry.monitor.id, ping });
  if (incident !== null) emit({ type: 'incident', incident });
  for (const alert of cancelled) emit({ type: 'alert', alert });
  if (alerts > 0) onAlerts();
  onChanged?.(entry);
}

function isPlain({ tracking }: MonitorEntry, step: Step, check: CheckDetail): boolean {
  return check.verdict !== 'fail' && isDeepStrictEqual(step.next, tracking);
}

/** @returns whether the monitor's row has changed by more than the check. */
function remember(entry: MonitorEntry, check: CheckDetail): boolean {
  entry.latest = check;
  if (check.verdict === 'pass' && check.response !== null) entry.lastGood = check;
  return rememberCheck(entry, check);
}
