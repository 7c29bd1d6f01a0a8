/**
 * Sends pings from bare sockets, so that the sender is no slower than what it measures. A connection sends its next ping
 * when it has the response to the last, or, in the way of curl, makes place for another connection.
 */
import { connect } from 'node:net';

export interface PingLoad {
  /** Pinged in turn. */
  readonly urls: readonly string[];
  readonly count: number;
  /** At a time. */
  readonly connections: number;
  /** Absent: each connection sends the next when it has the response. */
  readonly perSecond?: number;
  /** Each ping has a connection of its own. */
  readonly isConnectionEach?: boolean;
}

export interface PingTimes {
  readonly seconds: number;
  /** From the moment at which a ping was due to its response. */
  readonly p99Ms: number;
}

interface PingConnection {
  readonly exchange: (request: string) => Promise<void>;
  readonly close: () => void;
}

export async function sendPings({
  urls,
  count,
  connections,
  perSecond,
  isConnectionEach = false,
}: PingLoad): Promise<PingTimes> {
  const requests = urls.map(requestOf);
  const begin = performance.now();
  const took: number[] = [];
  let sent = 0;
  const open = (): PingConnection => openConnection(new URL(urls[0] ?? ''));

  async function work(): Promise<void> {
    let connection = open();
    while (sent < count) {
      const index = sent++;
      const dueAt = perSecond === undefined ? performance.now() : begin + (index * 1_000) / perSecond;
      const waitMs = dueAt - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      await connection.exchange(requests[index % requests.length] ?? '');
      took.push(performance.now() - dueAt);
      if (!isConnectionEach) continue;
      connection.close();
      connection = open();
    }
    connection.close();
  }

  await Promise.all(Array.from({ length: connections }, work));
  took.sort((a, b) => a - b);
  return {
    seconds: (performance.now() - begin) / 1_000,
    p99Ms: took[Math.floor(took.length * 0.99)] ?? Number.NaN,
  };
}

function requestOf(url: string): string {
  const { pathname, host } = new URL(url);
  return `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n`;
}

function openConnection({ hostname, port }: URL): PingConnection {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let received = '';
  let onResponse: (text: string) => void = () => undefined;
  let onError: (error: Error) => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
    if (!isComplete(received)) return;
    const text = received;
    received = '';
    onResponse(text);
  });
  socket.on('error', (error) => onError(error));
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        onError = reject;
        onResponse = (text) => {
          if (text.startsWith('HTTP/1.1 200 ')) resolve();
          else reject(new Error(text));
        };
        socket.write(request);
      }),
    close: () => void socket.destroy(),
  };
}

function isComplete(response: string): boolean {
  const headEnd = response.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = Number(/content-length: (\d+)/i.exec(response)?.[1] ?? 0);
  return response.length >= headEnd + 4 + length;
}
