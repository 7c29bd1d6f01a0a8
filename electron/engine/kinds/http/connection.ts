/** The connection of one request. */
import type { Socket } from 'node:net';
import { keepsSecrets, originOfUrl } from '../../../contract/fields/origin.ts';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import {
  openSocket,
  type Dial,
  type Endpoint,
  type Forward,
  type SocketContext,
  type Tls,
} from '../../transport/open-socket.ts';
import { beginHop } from '../../transport/probe-trace.ts';
import { isUnreached, routesTo } from './proxy.ts';
import { certificatesIn, sharedTrust, type Trust } from '../../transport/trust.ts';

/** The context shared by all steps of a check. */
export interface ProbeContext extends SocketContext {
  readonly monitor: HttpMonitor;
}

/** As browsers offer them by ALPN; the server chooses. */
export const usualProtocols = ['h2', 'http/1.1'];
export const onlyHttp1 = ['http/1.1'];

export interface Connection {
  readonly socket: Socket;
  /** The proxy at its other end, to which the whole URL has to be sent; null: the target itself. */
  readonly forward: Forward | null;
}

/** The caller destroys the socket. @param protocols offered to a server that speaks TLS. */
export async function openConnection(
  url: URL,
  context: ProbeContext,
  protocols: readonly string[],
): Promise<Connection> {
  const { monitor } = context;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const tls = url.protocol === 'http:' ? null : { ...tlsFor(url, monitor, context), protocols };
  const endpoint = { host, port: portOf(url), ipFamily: monitor.ipFamily, tls };
  // A location has its own way to the target.
  if (monitor.proxy === null || context.dial !== undefined) return openBy(context.dial, endpoint, context);
  return overRoutes(
    await routesTo(url, monitor, { ...context, trust: trustOfProxy(monitor, context) }),
    endpoint,
    context,
  );
}

/** The next one is used if the proxy of the one before cannot be reached. */
async function overRoutes(
  [dial, ...others]: readonly (Dial | undefined)[],
  endpoint: Endpoint,
  context: ProbeContext,
): Promise<Connection> {
  try {
    return await openBy(dial, endpoint, context);
  } catch (error) {
    if (others.length === 0 || !isUnreached(error)) throw error;
    return overRoutes(others, endpoint, context);
  }
}

/** Many proxies allow tunnels for TLS alone. */
async function openBy(dial: Dial | undefined, endpoint: Endpoint, context: ProbeContext): Promise<Connection> {
  const forward = endpoint.tls === null ? (dial?.forward ?? null) : null;
  if (forward === null) return { socket: await openSocket(endpoint, { ...context, dial }), forward };
  beginHop(context.trace, endpoint.host);
  context.timer.enter('connect');
  return { socket: await forward.connect(context), forward };
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** A redirect to another origin gets neither the server name nor the client certificate. */
function tlsFor(url: URL, monitor: HttpMonitor, { trustedCa }: SocketContext): Omit<Tls, 'protocols'> {
  const { ignoreTlsErrors: ignoreErrors, serverName, clientCertificate, trustedCertificates } = monitor;
  const isUsual = serverName === null && clientCertificate === null && trustedCertificates === null;
  if (isUsual && monitor.systemCertificates) return { ignoreErrors };
  const isOwn = keepsSecrets(originOfUrl(monitor.url), originOfUrl(url));
  return {
    ignoreErrors,
    serverName: isOwn ? serverName : null,
    trust: trustOf(monitor, { isOwn, shared: trustedCa ?? [] }),
  };
}

/** A proxy with TLS never gets the client certificate. */
function trustOfProxy(monitor: HttpMonitor, { trustedCa }: SocketContext): Trust {
  return trustOf(monitor, { isOwn: false, shared: trustedCa ?? [] });
}

/** A monitor is used for many checks. */
const trusts = { own: new WeakMap<HttpMonitor, Trust>(), other: new WeakMap<HttpMonitor, Trust>() };

interface Trusting {
  readonly isOwn: boolean;
  readonly shared: readonly string[];
}

function trustOf(monitor: HttpMonitor, { isOwn, shared }: Trusting): Trust {
  const known = isOwn ? trusts.own : trusts.other;
  const before = known.get(monitor);
  if (before !== undefined) return before;
  const { trustedCertificates, systemCertificates, clientCertificate } = monitor;
  const trust = sharedTrust({
    authorities: [...shared, ...certificatesIn(trustedCertificates ?? '')],
    includesSystem: systemCertificates,
    client: isOwn && clientCertificate !== null ? clientOf(clientCertificate) : null,
  });
  known.set(monitor, trust);
  return trust;
}

/** A probe starts only with clear secrets. */
function clientOf({ cert, key, passphrase }: NonNullable<HttpMonitor['clientCertificate']>): Trust['client'] {
  return {
    cert,
    key: typeof key === 'string' ? key : '',
    passphrase: typeof passphrase === 'string' ? passphrase : null,
  };
}
