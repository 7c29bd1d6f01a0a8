/**
 * The alerts that one observation of a monitor causes. While a monitor is muted or in maintenance, only recoveries are sent, to the
 * channels that were notified of the outage.
 */
import type { Failure } from '../../contract/failure.ts';
import { isOfResponse, reasonsOfFailure, type Reason } from '../../contract/reasons.ts';
import type { Incident } from '../../contract/model/history.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { Step } from '../state/step.ts';
import type { AlertConfig } from './alert-config.ts';
import { certificateAlerts } from './certificate-alerts.ts';
import { outputReasons } from './job-output.ts';
import { flappingAlerts, steadyAlerts } from './flapping-alerts.ts';
import { degradedAlerts, downAlerts, recoveredAlerts } from './monitor-alerts.ts';
import type { NewAlert, OutboxRepository } from '../store/outbox-repository.ts';
import type { NewPing } from '../store/ping-repository.ts';

interface Occurrence {
  readonly step: Step;
  readonly check: CheckDetail | null;
  /** The ping that was observed; null: none was. */
  readonly ping: Pick<NewPing, 'body'> | null;
  /** The incident that the step has opened or closed. */
  readonly incident: Incident | null;
}

interface AlertSources {
  readonly alertConfig: AlertConfig;
  readonly outbox: Pick<OutboxRepository, 'channelsOf'>;
  readonly nowMs: number;
}

export function dueAlerts(entry: MonitorEntry, occurrence: Occurrence, sources: AlertSources): readonly NewAlert[] {
  const ends = endAlerts(entry, occurrence, sources);
  if (entry.muted !== null || occurrence.step.next.state === 'maintenance') return ends;
  return [...warningAlerts(entry, occurrence, sources), ...beginAlerts(entry, occurrence, sources), ...ends];
}

function endAlerts(
  entry: MonitorEntry,
  { step, incident }: Occurrence,
  { alertConfig, outbox, nowMs }: AlertSources,
): readonly NewAlert[] {
  if (step.alert === 'steady') {
    const { since } = entry.tracking.flapping;
    const open = entry.tracking.state === 'down' ? entry.incident : null;
    return since === null ? [] : steadyAlerts(entry, { incident: open, since }, { alertConfig, outbox, nowMs });
  }
  if (step.alert !== 'recovered' || incident === null) return [];
  return recoveredAlerts(entry, incident, outbox, nowMs);
}

function warningAlerts(
  entry: MonitorEntry,
  { check }: Occurrence,
  { alertConfig, nowMs }: AlertSources,
): readonly NewAlert[] {
  const certificate = check?.certificate ?? null;
  return certificate === null ? [] : certificateAlerts(entry, certificate, nowMs, alertConfig);
}

function beginAlerts(
  entry: MonitorEntry,
  { step, check, incident, ping }: Occurrence,
  sources: AlertSources,
): readonly NewAlert[] {
  const { alertConfig, nowMs } = sources;
  if (step.alert === 'flapping') return flappingAlerts(entry, step.next.flapping, sources);
  if (step.alert === 'down' && incident !== null) {
    const reasons = [...outageReasons(incident.failure, check?.failure ?? null), ...outputReasons(ping?.body ?? '')];
    return downAlerts(entry, { incident, reasons, nowMs }, alertConfig);
  }
  if (step.alert === 'degraded' && step.next.flapping.since === null) {
    const { since, failure } = step.next;
    const degradation = { since, responseTime: check?.responseTime ?? null, failure };
    return degradedAlerts(entry, degradation, nowMs, alertConfig);
  }
  return [];
}

/** What is wrong with the latest response; without a response, why the outage began. */
function outageReasons(first: Failure, latest: Failure | null): readonly Reason[] {
  const isLatest = first.code !== 'seen-from' && latest !== null && isOfResponse(latest);
  return reasonsOfFailure(isLatest ? latest : first);
}
