/**
 * A receiver of webhooks on a bare socket, so that it can fail at any byte: while the connection is made, within the
 * request, before, within and after its response. Healthy, it takes each message and responds `200 ok`.
 */
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Identity } from '../support/certificates.ts';
import type { Taken } from './line.ts';
import { listenOn, shut } from './port.ts';

export interface HttpTrouble {
  /** Once the connection is there, the request's head, or all of the request. `port`: nothing listens. */
  readonly at: 'port' | 'connection' | 'head' | 'request';
  readonly act: (socket: Socket) => void;
  /** The message is taken, but nobody is told. */
  readonly takes?: boolean;
}

/** What both kinds of receiver can do. */
export interface Receiver {
  readonly port: number;
  readonly taken: readonly Taken[];
  /** Connections that have met the trouble so far; where nothing listens, none. */
  readonly met: () => number;
  readonly heal: () => Promise<void>;
  /** The next message that contains `text` is taken, and its response is held back until the connection ends. */
  readonly holdAnswerTo: (text: string) => void;
  readonly isHolding: () => boolean;
  readonly close: () => Promise<void>;
}

interface Message extends Taken {
  isAnswered: boolean;
}

export interface HttpReceiverOptions {
  readonly trouble: HttpTrouble | null;
  /** Once healed, and before unless `troubled` is given; null: without TLS. */
  readonly identity?: Identity | null;
  /** Until it is healed; null: without TLS. */
  readonly troubled?: Identity | null;
}

export async function openHttpReceiver(options: HttpReceiverOptions): Promise<Receiver> {
  const { identity = null, troubled = identity } = options;
  let { trouble } = options;
  let met = 0;
  let heldText: string | null = null;
  let isHolding = false;
  const taken: Message[] = [];
  const sockets = new Set<Socket>();

  function meet(found: HttpTrouble, socket: Socket): void {
    met += 1;
    found.act(socket);
  }

  function answer(socket: Socket, body: string): void {
    if (trouble?.at === 'request') {
      if (trouble.takes === true) taken.push({ text: body, isAnswered: false });
      meet(trouble, socket);
      return;
    }
    const message: Message = { text: body, isAnswered: false };
    taken.push(message);
    if (heldText !== null && body.includes(heldText)) {
      heldText = null;
      isHolding = true;
      return;
    }
    message.isAnswered = true;
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
  }

  function serve(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    if (trouble?.at === 'connection') {
      meet(trouble, socket);
      return;
    }
    let received = Buffer.alloc(0);
    let isDone = false;
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end === -1 || isDone) return;
      const length = Number(/^content-length: *(\d+)/imu.exec(received.toString('latin1', 0, end))?.[1] ?? 0);
      if (trouble?.at === 'head') {
        isDone = true;
        meet(trouble, socket);
      } else if (received.length >= end + 4 + length) {
        isDone = true;
        answer(socket, received.toString('utf8', end + 4));
      }
    });
  }

  const open = (own: Identity | null): Server => (own === null ? createTcpServer(serve) : createTlsServer(own, serve));
  let server = open(trouble === null ? identity : troubled);
  server.on('tlsClientError', () => (met += 1));
  const port = await listenOn(server, 0);
  if (trouble?.at === 'port') await shut(server, sockets);

  return {
    port,
    taken,
    met: () => met,
    async heal() {
      const wasShut = trouble?.at === 'port';
      trouble = null;
      if (!wasShut) await shut(server, sockets);
      server = open(identity);
      await listenOn(server, port);
    },
    holdAnswerTo(text) {
      heldText = text;
    },
    isHolding: () => isHolding,
    close: () => shut(server, sockets),
  };
}
