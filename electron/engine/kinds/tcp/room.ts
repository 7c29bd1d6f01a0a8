/** TCP ports. */
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import type { ProbedRoom } from '../kind.ts';
import { probeTcp } from './tcp-probe.ts';

export const tcpRoom: ProbedRoom<MonitorOf<'tcp'>> = {
  probe: probeTcp,
  hostname: ({ host }) => host,
  isAuthentic: ({ tls, ignoreTlsErrors }, { certificate }) => tls && !ignoreTlsErrors && certificate !== null,
};
