/** Containers of this computer. */
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import type { ProbedRoom } from '../kind.ts';
import { probeContainer } from './container-probe.ts';

export const containerRoom: ProbedRoom<MonitorOf<'container'>> = {
  probe: probeContainer,
  hostname: () => 'localhost',
  isAuthentic: () => true,
};
