/** Probes from this process. */
import type { CheckDetail } from '../../../contract/model/state.ts';
import type { ProbedMonitor } from '../../../contract/monitors/registry.ts';
import type { LocationOptions } from '../location.ts';
import { runProbe } from './run-probe.ts';

export interface Here {
  /**
   * Never rejects, and ends by the monitor's timeout.
   * @param signal ends it early; the check is then `inconclusive`.
   * @param isTrial somebody tries the monitor out.
   */
  readonly probe: (monitor: ProbedMonitor, signal: AbortSignal, isTrial?: boolean) => Promise<CheckDetail>;
}

export function openHere(options: Omit<LocationOptions, 'budgets'>): Here {
  const { clock, logger, version, work, allowsCommands, systemProxy, probes } = options;
  const environment = { clock, logger, version, work, allowsCommands, systemProxy };
  return {
    probe: (monitor, signal, isTrial) => runProbe(monitor, { ...environment, signal, isTrial }, probes),
  };
}
