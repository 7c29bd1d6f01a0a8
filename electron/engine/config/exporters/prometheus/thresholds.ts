/** Assertions about numbers that Prometheus has as series: judged by its rules, whatever the kind. Pure. */
import type { AssertionSubject } from '../../../../contract/assertion-subjects.ts';
import type { Assertion } from '../../../../contract/model/monitor.ts';

const series: Readonly<Partial<Record<AssertionSubject, string>>> = {
  responseTime: '1000 * probe_duration_seconds$',
  certificateDays: 'floor((probe_ssl_earliest_cert_expiry$ - time()) / 86400)',
};

/** `$` in it stands for the selector of the series. Null: no rule can judge the assertion. */
export function violationOf({ on, is, value }: Assertion): string | null {
  const measured = series[on];
  if (measured === undefined || typeof value !== 'number') return null;
  if (is === 'lessThan') return `${measured} >= ${String(value)}`;
  return is === 'greaterThan' ? `${measured} <= ${String(value)}` : null;
}
