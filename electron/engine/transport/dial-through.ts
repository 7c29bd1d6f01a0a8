/**
 * A connection to a target through a proxy, by CONNECT, SOCKS5 or SOCKS4. An HTTP proxy also forwards requests over plain
 * HTTP, and many allow CONNECT for TLS alone. What is the proxy's fault is told apart from what is the target's.
 */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { cancellable } from './cancellable.ts';
import { connectMethod, proxyAuthorization } from './connect-method.ts';
import { forgetOnClose } from './forget-on-close.ts';
import type { Dial, SocketContext } from './open-socket.ts';
import { silent, type Credentials, type Tunnel } from './proxy-tunnel.ts';
import { socks4 } from './socks4.ts';
import { socks5 } from './socks5.ts';
import { contextFor, defaultTrust, type Trust } from './trust.ts';

interface Protocol {
  readonly usualPort: number;
  readonly tunnel: Tunnel;
  readonly forwards: boolean;
}

const protocols: Readonly<Record<string, Protocol>> = {
  'http:': { usualPort: 80, tunnel: connectMethod, forwards: true },
  'https:': { usualPort: 443, tunnel: connectMethod, forwards: true },
  'socks5:': { usualPort: 1_080, tunnel: socks5, forwards: false },
  'socks4:': { usualPort: 1_080, tunnel: socks4, forwards: false },
};

/** @param trust of a proxy that speaks TLS; absent: that of the check. */
export function dialThrough(proxy: URL, credentials: Credentials | null, trust?: Trust): Dial {
  const protocol = protocols[proxy.protocol];
  if (protocol === undefined) throw new TypeError(`no proxies are known by ${proxy.protocol}`);
  const { usualPort, tunnel, forwards } = protocol;
  const port = proxy.port === '' ? usualPort : Number(proxy.port);
  const reachProxy = (context: SocketContext): Promise<Socket> =>
    reach(proxy, { port, trust: trust ?? defaultTrust(context.trustedCa), context });
  return {
    async connect(target, context) {
      const socket = await reachProxy(context);
      try {
        await tunnel(socket, { ...target, credentials, context });
        return socket;
      } catch (error) {
        socket.destroy();
        throw error;
      }
    },
    forward: forwards ? { connect: reachProxy, authorization: proxyAuthorization(credentials), failed: silent } : null,
  };
}

interface Reach {
  readonly port: number;
  readonly trust: Trust;
  readonly context: SocketContext;
}

function reach(proxy: URL, { port, trust, context: { deadline } }: Reach): Promise<Socket> {
  const host = proxy.hostname.replace(/^\[|\]$/gu, '');
  return cancellable<Socket>(deadline, ({ resolve, reject }) => {
    const isTls = proxy.protocol === 'https:';
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket = forgetOnClose(
      isTls
        ? connectTls({ host, port, ...servername, secureContext: contextFor(trust) })
        : connectTcp({ host, port, noDelay: true }),
    );
    let isOpen = false;
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      isOpen = true;
      resolve(socket);
    });
    // Stays for the socket's lifetime: between two users of the socket no other listener handles errors.
    socket.on('error', (error: NodeJS.ErrnoException) => reject(silent('unreachable', error.code ?? error.name)));
    return () => {
      if (!isOpen) socket.destroy();
    };
  });
}
