/**
 * A receiver of webhooks on a bare socket, so that it can fail at any byte: while the connection is made, within the
 * request, before, within and after its response. Healthy, it takes each message and responds `200 ok`.
 */
import { createServer as createTcpServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Identity } from '../support/certificates.ts';
import { openReceiver, type Receiver } from './receiver.ts';

export interface HttpTrouble {
  /** Once the connection is there, the request's head, or all of the request. `port`: nothing listens. */
  readonly at: 'port' | 'connection' | 'head' | 'request';
  readonly act: (socket: Socket) => void;
  /** The message is taken, but nobody is told. */
  readonly takes?: boolean;
}

interface HttpReceiverOptions {
  readonly trouble: HttpTrouble | null;
  /** Once healed, and before unless `troubled` is given; null: without TLS. */
  readonly identity?: Identity | null;
  /** Until it is healed; null: without TLS. */
  readonly troubled?: Identity | null;
}

const success = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';

export function openHttpReceiver(options: HttpReceiverOptions): Promise<Receiver> {
  const { identity = null, troubled = identity } = options;
  let { trouble } = options;

  return openReceiver(({ accept, meet, keep, take }) => {
    /** @returns whether the connection met the trouble. */
    function meets(step: HttpTrouble['at'], socket: Socket): boolean {
      if (trouble?.at !== step) return false;
      meet();
      trouble.act(socket);
      return true;
    }

    function answer(socket: Socket, body: string): void {
      if (trouble?.at === 'request' && trouble.takes === true) keep(body);
      if (!meets('request', socket)) take(body, () => socket.end(success));
    }

    function serve(socket: Socket): void {
      accept(socket);
      if (meets('connection', socket)) return;
      let received = Buffer.alloc(0);
      let isDone = false;
      socket.on('data', (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        const end = received.indexOf('\r\n\r\n');
        if (end === -1 || isDone) return;
        const length = Number(/^content-length: *(\d+)/imu.exec(received.toString('latin1', 0, end))?.[1] ?? 0);
        if (meets('head', socket)) {
          isDone = true;
        } else if (received.length >= end + 4 + length) {
          isDone = true;
          answer(socket, received.toString('utf8', end + 4));
        }
      });
    }

    return {
      openServer() {
        const own = trouble === null ? identity : troubled;
        return own === null ? createTcpServer(serve) : createTlsServer(own, serve).on('tlsClientError', meet);
      },
      isShut: trouble?.at === 'port',
      heal() {
        trouble = null;
      },
    };
  });
}
