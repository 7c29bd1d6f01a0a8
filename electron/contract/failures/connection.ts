/** From the first packet to a connection that carries bytes, and its end; also through a proxy. */
import type { Silence } from '../model/location.ts';
import type { ErrorCode, Host, KindsOf, Peer, ProbeStage } from './facts.ts';

export interface ConnectionFailures {
  readonly 'ping-no-reply': Host & Peer & { readonly sent: number };
  /** The system's `ping` is missing, may not send, or does not start. */
  readonly 'ping-unavailable': { readonly why: 'missing' | 'not-permitted' | 'not-started' };
  readonly 'connection-refused': Peer;
  readonly 'no-route': Peer & ErrorCode;
  readonly 'connection-closed': Peer & { readonly stage: ProbeStage };
  readonly 'connection-failed': Peer & ErrorCode;
  /** The network stopped delivering before the check's own deadline. */
  readonly 'peer-silent': Peer & { readonly stage: ProbeStage };
  /** The check's own deadline. `bodyBytes`: received so far; null: the headers were not complete. */
  readonly 'timed-out': Host &
    Peer & { readonly afterMs: number; readonly stage: ProbeStage; readonly bodyBytes: number | null };
  /** `why`: as of a location behind a proxy; `detail`: a status or an error code. */
  readonly 'proxy-failed': { readonly proxy: string; readonly why: Silence; readonly detail: string | null };
  /** `name`: of the environment variable; null: the system names it. */
  readonly 'proxy-not-usable': { readonly name: string | null };
}

export const connectionFailureKinds: KindsOf<ConnectionFailures> = {
  'ping-no-reply': 'timeout',
  'ping-unavailable': 'not-run',
  'connection-refused': 'refused',
  'no-route': 'unreachable',
  'connection-closed': 'reset',
  'connection-failed': 'network',
  'peer-silent': 'timeout',
  'timed-out': 'timeout',
  'proxy-failed': 'network',
  'proxy-not-usable': 'internal',
};
