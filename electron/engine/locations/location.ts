/** A place from which monitors are probed. Checks go through it and do not know where it is. */
import type { CheckDetail } from '../../contract/model/state.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { ProbeRegistry } from '../kinds/registry.ts';
import type { Clock, Logger } from '../ports.ts';

export interface Location {
  /**
   * Never rejects, and ends by the monitor's timeout.
   * @param signal ends it early; the check is then `inconclusive`.
   */
  readonly probe: (monitor: ProbedMonitor, signal: AbortSignal) => Promise<CheckDetail>;
}

export interface LocationOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of Vigilmon: probes say who they are. */
  readonly version: string;
  /** In place of those of the kinds' rooms. */
  readonly probes?: ProbeRegistry | undefined;
}
