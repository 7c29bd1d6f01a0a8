/**
 * Looks at the first bytes that come in on a socket and puts them back: the moment of the first byte, the version of
 * HTTP, and what was sent instead of HTTP are things that undici does not tell.
 */
import type { Socket } from 'node:net';

export function watchFirstBytes(socket: Socket, seen: (bytes: Buffer) => void): void {
  socket.once('readable', () => {
    const chunk: unknown = socket.read();
    // Null: the connection ended without a byte.
    if (!Buffer.isBuffer(chunk)) return;
    socket.unshift(chunk);
    seen(chunk.subarray(0, 64));
  });
}

/** `1.1`; what stands in the status line `HTTP/1.1 200 OK`. */
export function httpVersionOf(firstBytes: Buffer | null): string {
  return /^HTTP\/(\d\.\d)/.exec(firstBytes?.toString('latin1') ?? '')?.[1] ?? '';
}
