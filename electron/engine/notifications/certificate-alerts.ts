/** When a certificate that expires soon is warned of: once for each of the configured numbers of days that is passed. */
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { CertificateInfo, CheckDetail } from '../../contract/model/state.ts';
import type { AlertConfig } from './alert-config.ts';
import type { NewAlert } from '../store/store.ts';
import { routeEvent } from './alert-event.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';

const dayMs = 86_400_000;

/** The nearest of the configured numbers of days that has been passed; null: the certificate lasts longer. */
export function certificateThreshold(monitor: Monitor, certificate: CertificateInfo, nowMs: number): number | null {
  if (!('certificateWarningDays' in monitor)) return null;
  const daysLeft = (certificate.validTo - nowMs) / dayMs;
  const passed = monitor.certificateWarningDays.filter((days) => daysLeft <= days);
  return passed.length === 0 ? null : Math.min(...passed);
}

/** Each check of the last days of a certificate is committed with its warning; the outbox knows what was sent already. */
export function isCertificateDue(
  monitor: Monitor,
  { certificate }: Pick<CheckDetail, 'certificate'>,
  nowMs: number,
): boolean {
  return certificate !== null && certificateThreshold(monitor, certificate, nowMs) !== null;
}

/** One warning for each certificate and threshold: the subject says both, and the outbox takes it once. */
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
    subject: { kind: 'certificate' as const, monitorId: entry.monitor.id, fingerprint, days: threshold },
    fingerprint,
    startedAt: nowMs,
    endedAt: null,
    detectedAt: nowMs,
    confirmedAt: nowMs,
    reasons: [{ code: 'certificate-expires' as const, facts: { subject, validTo, daysLeft } }],
  };
  return routeEvent(entry, event, alertConfig);
}
