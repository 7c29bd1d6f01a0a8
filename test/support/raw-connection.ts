/** A bare TCP connection, for requests that no HTTP client would send. */
import { connect, type Socket } from 'node:net';

export interface RawConnection {
  readonly socket: Socket;
  readonly send: (text: string) => void;
  /** Everything that came until the other side ended the connection. */
  readonly untilClosed: () => Promise<string>;
  /** Everything so far, as soon as it holds the text. */
  readonly until: (text: string) => Promise<string>;
}

export function openRaw(port: number, host = '127.0.0.1'): RawConnection {
  const socket = connect(port, host);
  let received = '';
  const wake = new Set<() => void>();
  const waken = (): void => {
    for (const look of wake) look();
  };
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
    waken();
  });
  socket.on('error', () => undefined); // a reset is one way to end a connection
  socket.on('close', waken);
  return {
    socket,
    send: (text) => void socket.write(text),
    untilClosed: () =>
      new Promise((resolve) => {
        if (socket.closed) resolve(received);
        else socket.once('close', () => resolve(received));
      }),
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (received.includes(text)) resolve(received);
          else if (socket.closed)
            reject(new Error(`the connection ended without ${JSON.stringify(text)}: ${received}`));
          else return;
          wake.delete(look);
        };
        wake.add(look);
        look();
      }),
  };
}

/** One request as it is written, and all of the answer. */
export function sendRaw(port: number, request: string): Promise<string> {
  const connection = openRaw(port);
  connection.send(request);
  return connection.untilClosed();
}
