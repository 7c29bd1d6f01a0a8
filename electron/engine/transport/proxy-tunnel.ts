/** What all ways of asking a proxy for a tunnel share. */
import type { Socket } from 'node:net';
import type { Silence } from '../../contract/model/location.ts';
import { cancellable } from './cancellable.ts';
import type { SocketContext } from './open-socket.ts';
import { ProbeError } from './probe-error.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface TunnelOptions {
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials | null;
  readonly context: SocketContext;
}

/** Asks the proxy at the other end of the socket for a connection to the target; rejects if there is none. */
export type Tunnel = (socket: Socket, options: TunnelOptions) => Promise<void>;

/** A fault of the proxy itself. */
export function silent(why: Silence, detail: string | null): ProbeError {
  return new ProbeError({ code: 'no-answer', facts: { why, detail, until: null } });
}

export interface Taken<T> {
  readonly value: T;
  /** Bytes that belong to it. */
  readonly length: number;
}

const longestHead = 16_384;

/** Collects what the proxy sends until `read` has enough; what follows stays in the socket. */
export function receive<T>(
  socket: Socket,
  { deadline }: SocketContext,
  read: (bytes: Buffer) => Taken<T> | null,
): Promise<T> {
  return cancellable<T>(deadline, ({ resolve, reject }) => {
    let received = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const taken = read(received);
      if (taken !== null) {
        socket.pause();
        resolve(taken.value);
        if (received.length > taken.length) socket.unshift(received.subarray(taken.length));
      } else if (received.length > longestHead) reject(silent('unintelligible', null));
    };
    const onEnd = (): void => reject(silent('unreachable', 'ECONNRESET'));
    socket.on('data', onData).once('close', onEnd).once('end', onEnd);
    // Paused by what was received before.
    socket.resume();
    return () => {
      socket.off('data', onData).off('close', onEnd).off('end', onEnd);
    };
  });
}
