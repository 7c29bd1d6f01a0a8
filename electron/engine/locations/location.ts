/** A place from which monitors are probed. Callers do not depend on where it is. */
import type { CheckDetail } from '../../contract/model/state.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { ProbeRegistry } from '../kinds/registry.ts';
import type { Clock, Logger } from '../ports.ts';
import type { Work } from '../transport/work.ts';

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
  /** Of Vigilmon, sent by probes as part of their identity. */
  readonly version: string;
  readonly work: Work;
  /** Replace the probes of the kinds. */
  readonly probes?: ProbeRegistry | undefined;
}
