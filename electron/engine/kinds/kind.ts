/**
 * What a kind of monitor does: its room has one of these, and registry.ts names them all. What it is, as data, is its
 * definition in contract/monitors.
 */
import type { PingedMonitor, ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { Clock, Logger } from '../ports.ts';
import type { HeartbeatPolicy } from './heartbeat/deadline.ts';

/** Of a kind that is probed. */
export interface ProbedRoom<M> {
  readonly probe: ProbeFn<M>;
  /** The host that is asked, without port: where it is decides whether a failure may be this computer's. */
  readonly hostname: (monitor: M) => string;
  /** The target itself has answered, not a captive portal in its place. */
  readonly isAuthentic: (monitor: M, check: CheckDetail) => boolean;
}

/** Of a kind that is waited for; the waiting is in heartbeat/. */
export interface PingedRoom<M> {
  readonly policy: (monitor: M) => HeartbeatPolicy;
}

export type KindRoom<M> = M extends ProbedMonitor ? ProbedRoom<M> : M extends PingedMonitor ? PingedRoom<M> : never;

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

/**
 * A probe never outlives its deadline and answers with a check, whatever the other side does. `monitor` comes with its secrets in clear;
 * nothing of them may come back in the check. `at` is the start of the probe.
 */
export type ProbeFn<M> = (monitor: M, environment: ProbeEnvironment) => Promise<CheckDetail>;
