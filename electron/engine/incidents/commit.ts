/**
 * The rows of one observation, written inside the recorder's transaction: check, evidence, ping, state, span, incident,
 * and what is due to be sent.
 */
import type { Incident, Ping } from '../../contract/model/history.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { deferredAlerts } from '../notifications/monitor-alerts.ts';
import { dueAlerts } from '../notifications/due-alerts.ts';
import { certificateEnd, type MonitorEntry } from '../runtime/monitor-entry.ts';
import { isSameTracking, type Step } from '../state/step.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';
import type { Observation } from './observation.ts';
import type { AlertRecord } from '../store/outbox-repository.ts';

export interface Committed {
  /** Opened or closed. */
  readonly incident: Incident | null;
  readonly ping: Ping | null;
  /** How many rows of the outbox are new. */
  readonly alerts: number;
  /** Nothing is sent during maintenance. */
  readonly cancelled: readonly AlertRecord[];
}

export interface CommitContext {
  readonly store: JournaledStore;
  readonly alertConfig: AlertConfig;
  readonly nowMs: number;
}

export function commitObservation(
  entry: MonitorEntry,
  { step, check, ping }: Observation,
  { store, alertConfig, nowMs }: CommitContext,
): Committed {
  const { key, stream } = entry;
  if (check !== null) {
    store.checks.append([{ stream, check }]);
    evidenceAndState(entry, { step, check }, store)();
  }
  const keptPing = ping === null ? null : store.pings.append(key, ping);
  if (check === null && !isSameTracking(step.next, entry.tracking)) store.monitors.saveTracking(key, step.next);
  if (step.span !== null) store.spans.begin(stream, step.span.state, step.span.from);
  const incident = changeIncident(store, entry, step);
  const alerts = dueAlerts(entry, { step, check, ping, incident }, { alertConfig, outbox: store.outbox, nowMs });
  const added = alerts.length === 0 ? [] : store.outbox.add(alerts, nowMs);
  const again = isDownAgain(entry, step) ? reportAgain(entry, { store, alertConfig, nowMs }) : 0;
  const cancelled = isBeginOfMaintenance(entry, step) ? store.outbox.cancelForMute(entry.monitor.id) : [];
  return {
    incident,
    ping: keptPing,
    alerts: added.length + again,
    cancelled: cancelled.flatMap((id) => store.outbox.find(id) ?? []),
  };
}

/**
 * Writes what a check leaves behind if nothing begins or ends: the state, when another certificate ends, and evidence of a
 * failure, with that of the last good check if this is the first one. The monitor may have changed by the time it is called.
 */
export function evidenceAndState(
  entry: MonitorEntry,
  { step, check }: Pick<Observation, 'step'> & { readonly check: CheckDetail },
  store: JournaledStore,
): () => void {
  const { key, stream, tracking, lastGood, certificateEndsAt } = entry;
  const endsAt = certificateEnd(entry, check);
  const isFirst = tracking.firstFailureAt === null && step.next.firstFailureAt !== null;
  const isChanged = !isSameTracking(step.next, tracking);
  return () => {
    if (check.verdict === 'fail') {
      if (isFirst && lastGood !== null) store.checks.saveDetail(stream, lastGood);
      store.checks.saveDetail(stream, check);
    }
    if (isChanged) store.monitors.saveTracking(key, step.next);
    if (endsAt !== certificateEndsAt) store.monitors.saveCertificate(stream, endsAt);
  };
}

function changeIncident(store: JournaledStore, entry: MonitorEntry, { incident }: Step): Incident | null {
  if (incident === null) return null;
  if (incident.change === 'close') {
    return entry.incident === null ? null : store.incidents.close(entry.incident.id, incident.endedAt);
  }
  const { id, name, severity } = entry.monitor;
  const { startedAt, detectedAt, confirmedAt, failure } = incident;
  return store.incidents.open({
    monitorKey: entry.key,
    monitorId: id,
    monitorName: name,
    severity,
    startedAt,
    detectedAt,
    confirmedAt,
    failure,
    lastGoodAt: entry.lastGood?.at ?? null,
  });
}

function isBeginOfMaintenance({ tracking }: MonitorEntry, { next }: Step): boolean {
  return next.state === 'maintenance' && tracking.state !== 'maintenance';
}

/** An incident that was open all the time, while it was not known whether the monitor is down. */
function isDownAgain({ tracking, incident: open }: MonitorEntry, { next, span, incident }: Step): boolean {
  return (
    open !== null && incident === null && span?.state === 'down' && next.state === 'down' && tracking.state !== 'down'
  );
}

/** Maintenance may have cancelled its alerts. @returns how many rows became pending; none for channels that were notified. */
function reportAgain(entry: MonitorEntry, { store, alertConfig, nowMs }: CommitContext): number {
  const { incident, muted } = entry;
  const isKnown = incident === null || typeof store.incidents.find(incident.id)?.acknowledgedAt === 'number';
  if (muted !== null || isKnown) return 0;
  const after = { ...entry, tracking: { ...entry.tracking, state: 'down' as const } };
  return store.outbox.addAgain(deferredAlerts(after, nowMs, alertConfig), nowMs);
}
