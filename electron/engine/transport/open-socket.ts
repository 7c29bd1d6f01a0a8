/** Opens a new connection: DNS, TCP, TLS, each timed. Nothing is reused from an earlier one. */
import type { LookupAddress } from 'node:dns';
import type { Socket } from 'node:net';
import type { IpFamily } from '../../contract/monitors/definition.ts';
import type { Clock } from '../ports.ts';
import { knownAddresses, lookUp } from './addresses.ts';
import type { Deadline } from './deadline.ts';
import type { PhaseTimer } from './phase-timer.ts';
import { beginHop, type ProbeTrace } from './probe-trace.ts';
import { discard } from './discard.ts';
import { takePlace } from './take-place.ts';
import { connectTcp } from './tcp.ts';
import { secure } from './tls.ts';
import type { Work } from './work.ts';

export interface Tls {
  readonly ignoreErrors: boolean;
  /** Offered by ALPN (RFC 7301), `http/1.1`; empty: no ALPN. */
  readonly protocols: readonly string[];
}

export interface Endpoint {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly ipFamily: IpFamily;
  /** Null: plain TCP. */
  readonly tls: Tls | null;
}

/** The context shared by all connections of a check. */
export interface SocketContext {
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly timer: PhaseTimer;
  readonly trace: ProbeTrace;
  readonly trustedCa: readonly string[] | undefined;
  readonly work: Work;
}

/** A handshake that takes longer is waiting for its target, and no longer counts as work. */
const handshakeWorkMs = 100;

/** The caller destroys the socket. */
export async function openSocket(endpoint: Endpoint, context: SocketContext): Promise<Socket> {
  const { host, ipFamily } = endpoint;
  beginHop(context.trace, host);
  const addresses = knownAddresses(host, ipFamily) ?? (await lookUp(host, ipFamily, context));
  const free = await takePlace(context.work.handshakes, context);
  const cancelTimer = context.clock.setTimer(handshakeWorkMs, free);
  try {
    return await establish(addresses, endpoint, context);
  } finally {
    cancelTimer();
    free();
  }
}

async function establish(
  addresses: readonly LookupAddress[],
  { host, port, tls }: Endpoint,
  context: SocketContext,
): Promise<Socket> {
  const { deadline, timer, trace, trustedCa } = context;
  timer.enter('connect');
  const socket = await connectTcp(addresses, port, context);
  if (tls === null) return socket;
  timer.enter('tls');
  try {
    return await secure(socket, { host, trustedCa, ...tls, deadline, trace });
  } catch (error) {
    discard(socket);
    throw error;
  }
}
