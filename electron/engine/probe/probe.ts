/**
 * What a probe is. A probe never throws and never outlives its deadline: whatever happens, it answers with a check.
 * One kind is one file; registry.ts names them all.
 */
import type { CheckDetail, Monitor, MonitorKind } from '../../contract/model.ts';
import type { Clock } from '../ports.ts';

/** Kinds that are probed; a heartbeat is not, it is pinged. */
export type ProbedKind = Exclude<MonitorKind, 'heartbeat'>;
export type ProbedMonitor = Extract<Monitor, { kind: ProbedKind }>;

export interface ProbeContext {
  readonly clock: Clock;
  /** Ends the probe early when the program stops; the check is then `inconclusive`. */
  readonly signal: AbortSignal;
}

/** `monitor` comes with its secrets in clear; nothing of them may come back in the check. `at` is the start of the probe. */
export type ProbeFn<M extends ProbedMonitor> = (monitor: M, context: ProbeContext) => Promise<CheckDetail>;
