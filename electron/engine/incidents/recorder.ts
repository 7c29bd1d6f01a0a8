/**
 * One observation of one monitor becomes history: check, evidence, span, incident and outbox rows in one transaction.
 * A plain check (nothing changed but that it happened) waits at most 250 ms for company; a change of state is committed
 * at once, before anything is sent. What is in memory follows only after the commit: where the disk refuses, the next
 * check meets the same change again.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Incident, Ping } from '../../contract/model/history.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import type { Emit } from '../runtime/events.ts';
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { Step } from '../state/step.ts';
import type { NewAlert, NewCheck, NewPing, Store } from '../store/store.ts';
import { degradedAlerts, downAlerts, reasonsOf, recoveredAlerts } from '../notifications/monitor-alerts.ts';
import { certificateAlerts, certificateThreshold } from '../notifications/certificate-alerts.ts';
import { rememberCheck, type WatchedMonitor } from '../runtime/watched-monitor.ts';

const batchMs = 250;
/** While the disk is full, plain checks wait in memory up to this many; then the oldest are given up. */
const batchLimit = 20_000;

export interface Observation {
  readonly step: Step;
  /** The check that was made; null where only time has passed or a job has merely started. */
  readonly check: CheckDetail | null;
  readonly ping: NewPing | null;
}

/** `plain`: only one more check; `changed`: the monitor's row is another; `refused`: the store failed, nothing has changed. */
export type Recorded = 'plain' | 'changed' | 'refused';

export interface Recorder {
  readonly record: (watched: WatchedMonitor, observation: Observation) => Recorded;
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
  /** A monitor is another now, in memory as well. */
  readonly onChanged?: ((watched: WatchedMonitor) => void) | undefined;
  readonly onStoreError: (error: unknown) => void;
  /** It writes (again). Called after each commit. */
  readonly onStoreWorks: () => void;
}

interface Committed {
  readonly incident: Incident | null;
  readonly ping: Ping | null;
  readonly alerts: number;
}

export function openRecorder(options: RecorderOptions): Recorder {
  const { store, alertConfig, clock, logger, emit } = options;
  let batch: NewCheck[] = [];
  let cancelTimer: Cancel | null = null;

  function guarded(write: () => void): boolean {
    try {
      write();
      options.onStoreWorks();
      return true;
    } catch (error) {
      logger.error('the store refused a write', { error });
      options.onStoreError(error);
      return false;
    }
  }

  function takeBatch(): void {
    cancelTimer?.();
    cancelTimer = null;
    if (batch.length === 0) return;
    store.checks.append(batch);
  }

  function flush(): void {
    const written = guarded(() => {
      store.transaction(takeBatch);
    });
    batch = written ? [] : batch.slice(-batchLimit);
  }

  function commit(watched: WatchedMonitor, observation: Observation): Committed {
    const { step, check, ping } = observation;
    const { key, stream } = watched;
    takeBatch();
    if (check !== null) keepEvidence(store, watched, observation, check);
    const keptPing = ping === null ? null : store.pings.append(key, ping);
    if (!isDeepStrictEqual(step.next, watched.tracking)) store.monitors.saveTracking(key, step.next);
    if (step.span !== null) store.spans.begin(stream, step.span.state, step.span.from);
    const incident = changeIncident(store, watched, step);
    const alerts = alertsOf(watched, observation, incident);
    const added = alerts.length === 0 ? [] : store.outbox.add(alerts, clock.now());
    return { incident, ping: keptPing, alerts: added.length };
  }

  function alertsOf(
    watched: WatchedMonitor,
    { step, check }: Observation,
    incident: Incident | null,
  ): readonly NewAlert[] {
    const nowMs = clock.now();
    const isOver = step.alert === 'recovered' && incident !== null;
    const ends = isOver ? recoveredAlerts(watched, incident, store.outbox, nowMs) : [];
    if (watched.muted !== null) return ends;
    const certificate = check?.certificate ?? null;
    const warnings = certificate === null ? [] : certificateAlerts(watched, certificate, nowMs, alertConfig);
    if (step.alert === 'down' && incident !== null) {
      const outage = { incident, reasons: reasonsOf(incident.failure, check), nowMs };
      return [...warnings, ...downAlerts(watched, outage, alertConfig)];
    }
    if (step.alert === 'degraded' && check !== null) {
      const degradation = { since: step.next.since, responseTime: check.responseTime };
      return [...warnings, ...degradedAlerts(watched, degradation, nowMs, alertConfig)];
    }
    return [...warnings, ...ends];
  }

  function isPlain(watched: WatchedMonitor, { step, check, ping }: Observation): boolean {
    const changes = step.span ?? step.incident ?? step.alert ?? ping;
    const isQuiet = check === null || (check.verdict !== 'fail' && !isCertificateDue(watched, check, clock.now()));
    return changes === null && isQuiet && isDeepStrictEqual(step.next, watched.tracking);
  }

  function record(watched: WatchedMonitor, observation: Observation): Recorded {
    const { check, step } = observation;
    if (check !== null) batch.push({ stream: watched.stream, check });
    if (isPlain(watched, observation)) {
      if (batch.length > 0) cancelTimer ??= clock.setTimer(batchMs, flush);
      if (check !== null) remember(watched, check);
      return 'plain';
    }
    let committed: Committed = { incident: null, ping: null, alerts: 0 };
    const written = guarded(() => {
      committed = store.transaction(() => commit(watched, observation));
    });
    batch = written ? [] : batch.slice(-batchLimit);
    if (!written) return 'refused';
    follow(watched, observation, committed);
    if (step.alert !== null) logger.info(`${watched.monitor.id}: ${step.alert}`, { alerts: committed.alerts });
    return 'changed';
  }

  function follow(watched: WatchedMonitor, { check, step }: Observation, committed: Committed): void {
    const { incident, ping, alerts } = committed;
    watched.tracking = step.next;
    if (incident !== null) watched.incident = incident.endedAt === null ? incident : null;
    if (check !== null) remember(watched, check);
    if (ping !== null) emit({ type: 'ping', monitorId: watched.monitor.id, ping });
    if (incident !== null) emit({ type: 'incident', incident });
    if (alerts > 0) options.onAlerts();
    options.onChanged?.(watched);
  }

  function remember(watched: WatchedMonitor, check: CheckDetail): void {
    rememberCheck(watched, check);
    if (check.verdict === 'pass' && check.response !== null) watched.lastGood = check;
  }

  return { record, flush };
}

/** Evidence is kept of each failing check, and of the last good one when a first failure follows it. */
function keepEvidence(store: Store, watched: WatchedMonitor, { step }: Observation, check: CheckDetail): void {
  if (check.verdict !== 'fail') return;
  if (watched.tracking.firstFailureAt === null && step.next.firstFailureAt !== null && watched.lastGood !== null) {
    store.checks.saveDetail(watched.stream, watched.lastGood);
  }
  store.checks.saveDetail(watched.stream, check);
}

/** Every check in the last days of a certificate is committed with its warning; the outbox knows what was said already. */
function isCertificateDue(watched: WatchedMonitor, { certificate }: CheckDetail, nowMs: number): boolean {
  return certificate !== null && certificateThreshold(watched.monitor, certificate, nowMs) !== null;
}

function changeIncident(store: Store, watched: WatchedMonitor, { incident }: Step): Incident | null {
  if (incident === null) return null;
  if (incident.change === 'close') {
    return watched.incident === null ? null : store.incidents.close(watched.incident.id, incident.endedAt);
  }
  const { id, name, severity } = watched.monitor;
  const { startedAt, detectedAt, confirmedAt, failure } = incident;
  return store.incidents.open({
    monitorKey: watched.key,
    monitorId: id,
    monitorName: name,
    severity,
    startedAt,
    detectedAt,
    confirmedAt,
    failure,
    lastGoodAt: watched.lastGood?.at ?? null,
  });
}
