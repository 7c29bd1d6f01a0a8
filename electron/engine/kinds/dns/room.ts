/** DNS records. */
import { serverOf } from '../../../contract/monitors/dns.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import type { ProbedRoom } from '../kind.ts';
import { probeDns } from './dns-probe.ts';

export const dnsRoom: ProbedRoom<MonitorOf<'dns'>> = {
  probe: probeDns,
  hostname: ({ host, resolver }) => (resolver === null ? host : serverOf(resolver).host),
  // A captive portal answers for any name.
  isAuthentic: () => false,
};
