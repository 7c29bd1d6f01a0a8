/**
 * What a probe is. It never outlives its deadline and answers with a check, whatever the other side does. One kind is
 * one file; registry.ts names them all, and its `runProbe` turns even a bug into a check.
 */
import type { Monitor, MonitorKind } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { Clock, Logger } from '../ports.ts';

/** Kinds that are probed; a heartbeat is not, it is pinged. */
export type ProbedKind = Exclude<MonitorKind, 'heartbeat'>;
export type ProbedMonitor = Extract<Monitor, { kind: ProbedKind }>;

export interface ProbeEnvironment {
  readonly clock: Clock;
  /** Ends the probe early when the program stops; the check is then `inconclusive`. */
  readonly signal: AbortSignal;
  /** The program's, sent in `User-Agent`. */
  readonly version?: string | undefined;
  /** Certificate authorities (PEM) that are trusted beside the well-known ones. */
  readonly trustedCa?: readonly string[] | undefined;
  /** Told of bugs. */
  readonly logger?: Pick<Logger, 'error'> | undefined;
}

/** `monitor` comes with its secrets in clear; nothing of them may come back in the check. `at` is the start of the probe. */
export type ProbeFn<M extends ProbedMonitor> = (monitor: M, environment: ProbeEnvironment) => Promise<CheckDetail>;
