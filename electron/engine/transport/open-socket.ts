/** Opens a new connection: DNS, TCP, TLS, each timed. Nothing is reused from an earlier one. */
import type { Socket } from 'node:net';
import type { Silence } from '../../contract/model/location.ts';
import type { IpFamily } from '../../contract/monitors/definition.ts';
import type { Clock, SystemProxy } from '../ports.ts';
import { knownAddresses, lookUp } from './addresses.ts';
import type { Deadline } from './deadline.ts';
import type { PhaseTimer } from './phase-timer.ts';
import { beginHop, type ProbeTrace } from './probe-trace.ts';
import type { ProbeError } from './probe-error.ts';
import type { PrepareTls } from './start-tls.ts';
import { connectTcp } from './tcp.ts';
import { secure } from './tls.ts';
import { defaultTrust, type Trust } from './trust.ts';
import type { Work } from './work.ts';

export interface Tls {
  readonly ignoreErrors: boolean;
  /** Offered by ALPN (RFC 7301), `http/1.1`; empty: no ALPN. */
  readonly protocols: readonly string[];
  /** The name in SNI and in the certificate; null or absent: the host. */
  readonly serverName?: string | null | undefined;
  /** Absent: that of the check. */
  readonly trust?: Trust | undefined;
  /** Asks the server in the clear to speak TLS; null or absent: it does from the start. */
  readonly prepare?: PrepareTls | null | undefined;
}

export interface Endpoint {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly ipFamily: IpFamily;
  /** Null: plain TCP. */
  readonly tls: Tls | null;
}

/** Connects in another way than by TCP from here, to a host that it resolves itself. */
export interface Dial {
  readonly connect: (target: Pick<Endpoint, 'host' | 'port'>, context: SocketContext) => Promise<Socket>;
  /** For requests over plain HTTP, which an HTTP proxy sends on itself; null: it only connects. */
  readonly forward: Forward | null;
}

/** RFC 9112, section 3.2.2. */
export interface Forward {
  /** Reaches the proxy alone. */
  readonly connect: (context: SocketContext) => Promise<Socket>;
  /** The value of `Proxy-Authorization`; null: no login. */
  readonly authorization: string | null;
  /** A failure of the proxy itself. */
  readonly failed: (why: Silence, detail: string | null) => ProbeError;
}

/** The context shared by all connections of a check. */
export interface SocketContext {
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly timer: PhaseTimer;
  readonly trace: ProbeTrace;
  readonly trustedCa: readonly string[] | undefined;
  readonly work: Work;
  readonly dial?: Dial | undefined;
  /** Absent: the environment variables say. */
  readonly systemProxy?: SystemProxy | undefined;
}

/** The caller destroys the socket. */
export async function openSocket(endpoint: Endpoint, context: SocketContext): Promise<Socket> {
  const { host, ipFamily } = endpoint;
  beginHop(context.trace, host);
  if (context.dial !== undefined) return overDial(context.dial, endpoint, context);
  const addresses = knownAddresses(host, ipFamily) ?? (await lookUp(host, ipFamily, context));
  const end = await context.work.handshakes.begin(`${host} ${String(endpoint.port)}`, context);
  try {
    context.timer.enter('connect');
    const socket = await connectTcp(addresses, endpoint.port, context);
    return endpoint.tls === null ? socket : await secured(socket, endpoint.tls, { host, context });
  } finally {
    end();
  }
}

async function overDial(dial: Dial, endpoint: Endpoint, context: SocketContext): Promise<Socket> {
  const { host, tls } = endpoint;
  context.timer.enter('connect');
  const socket = await dial.connect(endpoint, context);
  return tls === null ? socket : secured(socket, tls, { host, context });
}

interface Peer {
  readonly host: string;
  readonly context: SocketContext;
}

async function secured(socket: Socket, tls: Tls, { host, context }: Peer): Promise<Socket> {
  const { deadline, timer, trace, trustedCa } = context;
  timer.enter('tls');
  try {
    await tls.prepare?.(socket, context);
    const name = tls.serverName ?? host;
    trace.host = name;
    const trust = tls.trust ?? defaultTrust(trustedCa);
    return await secure(socket, { ...tls, host: name, trust, deadline, trace });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
