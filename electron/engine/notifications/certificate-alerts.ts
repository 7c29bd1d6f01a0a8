/** Warnings of certificates that expire soon: one for each configured threshold (in days) that is passed. */
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { CertificateInfo, CheckDetail } from '../../contract/model/state.ts';
import type { AlertConfig } from './alert-config.ts';
import { routeEvent } from './alert-event.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { NewAlert } from '../store/outbox-repository.ts';

const dayMs = 86_400_000;

/** The lowest threshold that has been passed; null: the certificate is valid for longer. */
function certificateThreshold(monitor: Monitor, certificate: CertificateInfo, nowMs: number): number | null {
  if (!('certificateWarningDays' in monitor)) return null;
  const daysLeft = (certificate.validTo - nowMs) / dayMs;
  const passed = monitor.certificateWarningDays.filter((days) => daysLeft <= days);
  return passed.length === 0 ? null : Math.min(...passed);
}

/** True for every check within the thresholds: the outbox rejects a warning that it already has. */
export function isCertificateDue(
  monitor: Monitor,
  { certificate }: Pick<CheckDetail, 'certificate'>,
  nowMs: number,
): boolean {
  return certificate !== null && certificateThreshold(monitor, certificate, nowMs) !== null;
}

/** One warning per certificate and threshold: the subject contains both, and the outbox accepts a subject once. */
export function certificateAlerts(
  entry: MonitorEntry,
  certificate: CertificateInfo,
  nowMs: number,
  alertConfig: AlertConfig,
): readonly NewAlert[] {
  const threshold = certificateThreshold(entry.monitor, certificate, nowMs);
  if (threshold === null) return [];
  const daysLeft = Math.max(0, Math.floor((certificate.validTo - nowMs) / dayMs));
  const { fingerprint, subject, validTo } = certificate;
  const event = {
    event: 'certificate' as const,
    subject: { about: 'certificate' as const, monitorId: entry.monitor.id, fingerprint, days: threshold },
    fingerprint,
    startedAt: nowMs,
    endedAt: null,
    detectedAt: nowMs,
    confirmedAt: nowMs,
    reasons: [{ code: 'certificate-expires' as const, facts: { subject, validTo, daysLeft } }],
  };
  return routeEvent(entry, event, alertConfig);
}
