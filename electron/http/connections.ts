/**
 * The listener's places. The listener waits for a client that has not sent a complete request, or has not read its
 * response. When all places are taken, a new connection replaces the one that has been waited for longest. Any number of
 * silent or slow clients therefore costs a bounded number of sockets, and clients that complete their requests are still
 * served. A connection keeps its place while its request is being handled.
 */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Connections {
  /** Gives the requests in progress up to `timeoutMs` to finish, then closes every connection. */
  readonly close: (timeoutMs: number) => Promise<void>;
}

export function keepConnections(server: Server, maxConnections: number): Connections {
  /** With the responses in progress of each. In the order in which they connected or were last served. */
  const connections = new Map<Socket, Set<ServerResponse>>();

  server.on('connection', (socket) => {
    socket.setNoDelay(true);
    connections.set(socket, new Set());
    socket.once('close', () => connections.delete(socket));
    if (connections.size > maxConnections) dropSlowest();
  });

  server.on('request', ({ socket }, response) => {
    const responses = connections.get(socket);
    if (responses === undefined) return;
    responses.add(response);
    response.once('close', () => {
      responses.delete(response);
      if (connections.delete(socket)) connections.set(socket, responses);
    });
  });

  function dropSlowest(): void {
    for (const [socket, responses] of connections) {
      if ([...responses].some(isBeingHandled)) continue;
      connections.delete(socket);
      socket.destroy();
      return;
    }
  }

  return {
    async close(timeoutMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const inProgress = [...connections.values()].flatMap((responses) => [...responses]);
      await allClosed(inProgress, timeoutMs);
      for (const socket of connections.keys()) socket.destroy();
      await closed;
    },
  };
}

/** The client has sent all of its request, and the response is not complete: it is our turn. */
function isBeingHandled({ req, writableEnded }: ServerResponse): boolean {
  return req.complete && !writableEnded;
}

async function allClosed(responses: readonly ServerResponse[], timeoutMs: number): Promise<void> {
  const each = responses.map((response) => new Promise<void>((resolve) => response.once('close', () => resolve())));
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([Promise.all(each), timeout]);
  clearTimeout(timer);
}
