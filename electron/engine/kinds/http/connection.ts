/** The connection of one request. */
import type { Socket } from 'node:net';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import { openSocket, type SocketContext } from '../../transport/open-socket.ts';

/** The context shared by all steps of a check. */
export interface ProbeContext extends SocketContext {
  readonly monitor: HttpMonitor;
}

/** The caller destroys the socket. */
export function openConnection(url: URL, context: ProbeContext): Promise<Socket> {
  const { ipFamily, ignoreTlsErrors } = context.monitor;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const tls = url.protocol === 'http:' ? null : { ignoreErrors: ignoreTlsErrors, protocols: ['http/1.1'] };
  return openSocket({ host, port: portOf(url), ipFamily, tls }, context);
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
