/** Registrations of domains. */
import { parseUrl } from '../../../contract/parse-url.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import type { ProbedRoom } from '../kind.ts';
import { probeDomain } from './domain-probe.ts';

export const domainRoom: ProbedRoom<MonitorOf<'domain'>> = {
  probe: probeDomain,
  hostname: ({ server }) => parseUrl(server ?? '')?.hostname ?? 'data.iana.org',
  isAuthentic: (_, { certificate }) => certificate !== null,
};
