/** Hosts that reply to pings. */
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import type { ProbedRoom } from '../kind.ts';
import { probePing } from './ping-probe.ts';

export const pingRoom: ProbedRoom<MonitorOf<'ping'>> = {
  probe: probePing,
  hostname: ({ host }) => host,
  // A captive portal may reply for any address.
  isAuthentic: () => false,
};
