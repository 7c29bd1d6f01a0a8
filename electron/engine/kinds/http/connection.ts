/** Opens a fresh connection for one request: name, TCP, TLS, each timed. Nothing is kept from an earlier one. */
import type { Socket } from 'node:net';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import type { Clock } from '../../ports.ts';
import { literalAddress, lookUp } from '../../transport/addresses.ts';
import type { Deadline } from '../../transport/deadline.ts';
import type { PhaseTimer } from '../../transport/phase-timer.ts';
import { connectTcp } from '../../transport/tcp.ts';
import { secure } from '../../transport/tls.ts';
import { beginHop, type ProbeTrace } from '../../transport/probe-trace.ts';

/** What every step of a check has at hand. */
export interface ProbeContext {
  readonly monitor: HttpMonitor;
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly timer: PhaseTimer;
  readonly trace: ProbeTrace;
  readonly trustedCa: readonly string[] | undefined;
}

/** The caller destroys the socket. */
export async function openConnection(url: URL, context: ProbeContext): Promise<Socket> {
  const { monitor, deadline, timer, trace } = context;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  beginHop(trace, host);
  const literal = literalAddress(host, monitor.ipFamily);
  if (literal === null) timer.enter('dns');
  const addresses = literal === null ? await lookUp(host, monitor.ipFamily, deadline) : [literal];
  timer.enter('connect');
  const socket = await connectTcp(addresses, portOf(url), context);
  if (url.protocol === 'http:') return socket;
  timer.enter('tls');
  const { trustedCa } = context;
  try {
    return await secure(socket, { host, trustedCa, ignoreErrors: monitor.ignoreTlsErrors, deadline, trace });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
