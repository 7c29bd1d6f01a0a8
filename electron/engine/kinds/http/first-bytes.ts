/**
 * Reads the first bytes received on a socket and puts them back. They provide what undici does not: the time of the first
 * byte, the HTTP version, and what was sent instead of HTTP.
 */
import type { Socket } from 'node:net';

export function peekFirstBytes(socket: Socket, onBytes: (bytes: Buffer) => void): void {
  socket.once('readable', () => {
    const chunk: unknown = socket.read();
    // Null: the connection ended without data.
    if (!Buffer.isBuffer(chunk)) return;
    socket.unshift(chunk);
    onBytes(chunk.subarray(0, 64));
  });
}

/** `1.1`, from the status line `HTTP/1.1 200 OK`. */
export function httpVersionOf(firstBytes: Buffer | null): string {
  return /^HTTP\/(\d\.\d)/.exec(firstBytes?.toString('latin1') ?? '')?.[1] ?? '';
}
