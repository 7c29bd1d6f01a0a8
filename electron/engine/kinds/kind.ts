/**
 * The behaviour of a kind of monitor. Each room exports one of these, and registry.ts lists them all. The data of a kind
 * is its definition in contract/monitors.
 */
import type { PingedMonitor, ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { Clock, Logger, SystemProxy } from '../ports.ts';
import type { Dial } from '../transport/open-socket.ts';
import type { Work } from '../transport/work.ts';
import type { HeartbeatPolicy } from './heartbeat/policy.ts';

/** For a kind that is probed. */
export interface ProbedRoom<M> {
  readonly probe: ProbeFn<M>;
  /** The target host without port: its location decides whether this computer may have caused a failure. */
  readonly hostname: (monitor: M) => string;
  /** The response is from the target itself, not from a captive portal. */
  readonly isAuthentic: (monitor: M, check: CheckDetail) => boolean;
  /** Its check as a command for a POSIX shell, without secrets. Absent: no usual program does the same. */
  readonly asCommand?: (monitor: M) => string;
}

/** For a kind that sends pings; the rest is in heartbeat/. */
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
  /** Additional trusted certificate authorities (PEM). */
  readonly trustedCa?: readonly string[] | undefined;
  /** Bounds the work of all probes together; unlimited if absent. */
  readonly work?: Work | undefined;
  /** Replaces the connection from here; see locations/proxy. */
  readonly dial?: Dial | undefined;
  /** Whether commands may be run; absent: no. */
  readonly allowsCommands?: (() => boolean) | undefined;
  /** Absent: the environment variables say. */
  readonly systemProxy?: SystemProxy | undefined;
  /** Somebody tries a monitor out: the probe also looks for what the monitor may want to assert. */
  readonly isTrial?: boolean | undefined;
  /** Logs bugs. */
  readonly logger?: Pick<Logger, 'error'> | undefined;
}

/**
 * A probe ends by its deadline and returns a check, whatever the target does. `monitor` has its secrets in clear text; the
 * check must not contain them. `at` is the start of the probe.
 */
export type ProbeFn<M> = (monitor: M, environment: ProbeEnvironment) => Promise<CheckDetail>;
