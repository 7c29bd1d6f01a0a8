/** Queries of Prometheus servers. */
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import type { ProbedRoom } from '../kind.ts';
import { probeMetric } from './metric-probe.ts';

export const metricRoom: ProbedRoom<MonitorOf<'metric'>> = {
  probe: probeMetric,
  hostname: ({ url }) => new URL(url).hostname,
  isAuthentic: ({ ignoreTlsErrors }, { certificate }) => !ignoreTlsErrors && certificate !== null,
};
