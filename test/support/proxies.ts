/** Proxies on the loopback that make real connections: by CONNECT, and by SOCKS5 with the login `me`, `secret`. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export async function startProxy(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  }).listen(0, '127.0.0.1');
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

function join(socket: Socket, host: string, port: number, { accepted, refused }: Reply): void {
  const upstream = connect(port, host === knownName ? '127.0.0.1' : host);
  upstream.once('error', refused);
  upstream.once('connect', () => {
    accepted();
    socket.pipe(upstream).pipe(socket);
    socket.once('close', () => upstream.destroy());
  });
}

/** @param status instead of a tunnel. */
export function connectProxy(heads: string[], status: string | null = null): Promise<number> {
  return startProxy((socket) => {
    socket.once('data', (bytes) => {
      const head = bytes.toString();
      heads.push(head);
      const [, host = '', port = ''] = /^CONNECT ([^:]+):(\d+) /.exec(head) ?? [];
      if (status === null) {
        join(socket, host, Number(port), {
          accepted: () => socket.write('HTTP/1.1 200 OK\r\n\r\n'),
          refused: () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'),
        });
      } else socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
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
