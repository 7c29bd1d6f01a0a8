/** Opens a fresh connection for one request: name, TCP, TLS, each timed. Nothing is kept from an earlier one. */
import type { Socket } from 'node:net';
import type { HttpMonitor } from '../../contract/model/monitor.ts';
import type { Clock } from '../ports.ts';
import { literalAddress, lookUp } from './addresses.ts';
import type { Deadline } from './deadline.ts';
import type { PhaseTimer } from './phase-timer.ts';
import { connectTcp } from './tcp.ts';
import { secure } from './tls.ts';
import { beginHop, type Trail } from './trail.ts';

/** What every step of a check has at hand. */
export interface Course {
  readonly monitor: HttpMonitor;
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly timer: PhaseTimer;
  readonly trail: Trail;
  readonly trustedCa: readonly string[] | undefined;
}

/** The caller destroys the socket. */
export async function openConnection(url: URL, course: Course): Promise<Socket> {
  const { monitor, deadline, timer, trail } = course;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  beginHop(trail, host);
  const literal = literalAddress(host, monitor.ipFamily);
  if (literal === null) timer.enter('dns');
  const addresses = literal === null ? await lookUp(host, monitor.ipFamily, deadline) : [literal];
  timer.enter('connect');
  const socket = await connectTcp(addresses, portOf(url), course);
  if (url.protocol === 'http:') return socket;
  timer.enter('tls');
  const { trustedCa } = course;
  try {
    return await secure(socket, { host, trustedCa, ignoreErrors: monitor.ignoreTlsErrors, deadline, trail });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
