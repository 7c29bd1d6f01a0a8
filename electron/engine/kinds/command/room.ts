/** Commands of this computer. */
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import type { ProbedRoom } from '../kind.ts';
import { probeCommand } from './command-probe.ts';

export const commandRoom: ProbedRoom<MonitorOf<'command'>> = {
  probe: probeCommand,
  // What a command says holds with and without a network.
  hostname: () => 'localhost',
  isAuthentic: () => true,
};
