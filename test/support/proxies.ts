/** Proxies on the loopback that make real connections: HTTP, SOCKS5 with the login `me`, `secret`, and SOCKS4. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Identity } from './certificates.ts';

/** @param identity of one that speaks TLS. */
export async function startProxy(serve: (socket: Socket) => void, identity?: Identity): Promise<number> {
  const begin = (socket: Socket): void => {
    socket.on('error', () => undefined);
    serve(socket);
  };
  const server = identity === undefined ? createServer(begin) : createTlsServer(identity, begin);
  server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** The name is resolved here, at the proxy: only this one is known. */
export const knownName = 'shop.internal';

interface Reply {
  readonly accepted: () => void;
  readonly refused: () => void;
}

function join(socket: Socket, host: string, port: number, { accepted, refused }: Reply): Socket {
  const upstream = connect(port, host === knownName ? '127.0.0.1' : host);
  upstream.once('error', refused);
  upstream.once('connect', () => {
    accepted();
    socket.pipe(upstream).pipe(socket);
    socket.once('close', () => upstream.destroy());
  });
  return upstream;
}

/**
 * Makes tunnels, and forwards requests with the whole URL as RFC 9112, section 3.2.2, says.
 * @param status instead, with headers where there are any: `502 Bad Gateway\r\nVia: 1.1 proxy`.
 */
export function httpProxy(heads: string[], status: string | null = null, identity?: Identity): Promise<number> {
  return startProxy((socket) => {
    socket.once('data', (bytes) => {
      const head = bytes.toString();
      heads.push(head);
      if (status === null) connectOrForward(socket, head);
      else socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
    });
  }, identity);
}

function connectOrForward(socket: Socket, head: string): void {
  const [, method = '', origin = ''] = /^(\S+) (?:http:\/\/)?([^\s/]+)/.exec(head) ?? [];
  const { hostname, port } = new URL(`http://${origin}`);
  const upstream = join(socket, hostname, Number(port), {
    accepted() {
      if (method === 'CONNECT') socket.write('HTTP/1.1 200 OK\r\n\r\n');
      else upstream.write(head.replace(`http://${origin}`, '').replace(/^proxy-.*\r\n/gimu, ''));
    },
    refused: () => socket.end('HTTP/1.1 502 Bad Gateway\r\nProxy-Status: test; error=connection_refused\r\n\r\n'),
  });
}

/** @param code instead of a tunnel. */
export function socks4Proxy(code: number | null = null): Promise<number> {
  return startProxy((socket) => {
    socket.once('data', (request) => {
      const say = (reply: number): Buffer => Buffer.from([0, reply, 0, 0, 0, 0, 0, 0]);
      const host = [...request.subarray(4, 8)].join('.');
      if (code !== null || request[0] !== 4 || request[1] !== 1) socket.end(say(code ?? 91));
      else
        join(socket, host, request.readUInt16BE(2), {
          accepted: () => socket.write(say(90)),
          refused: () => socket.end(say(91)),
        });
    });
  });
}

/** @param reply instead of a tunnel. */
export function socksProxy(reply: number | null = null, method = 0): Promise<number> {
  return startProxy((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.from([5, method]));
      if (method === 2)
        socket.once('data', (login) =>
          socket.write(Buffer.from([1, login.toString('latin1', 1) === '\x02me\x06secret' ? 0 : 1]), () =>
            socket.once('data', answer),
          ),
        );
      else socket.once('data', answer);
    });
    const answer = (request: Buffer): void => {
      const isName = request[3] === 3;
      const length = request[4] ?? 0;
      const host = isName ? request.toString('latin1', 5, 5 + length) : [...request.subarray(4, 8)].join('.');
      const say = (code: number): Buffer => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
      if (reply !== null) socket.end(say(reply));
      else
        join(socket, host, request.readUInt16BE(request.length - 2), {
          accepted: () => socket.write(say(0)),
          refused: () => socket.end(say(5)),
        });
    };
  });
}
