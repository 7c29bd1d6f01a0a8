/**
 * Reads the head of a response from a socket, and puts it back as one that the parser accepts. On the way it provides what
 * undici does not: the time of the first byte, the HTTP version, and what was sent instead of HTTP.
 */
import type { Socket } from 'node:net';
import { readHead } from './response-head.ts';

interface HeadReceiver {
  readonly peer: string;
  /** A longer head goes to the parser as it is, which refuses it. */
  readonly maxBytes: number;
  readonly onFirstBytes: (bytes: Buffer) => void;
  /** The beginning of the head, or of what was sent instead. */
  readonly onHead: (bytes: Buffer) => void;
}

const lineFeed = 0x0a;

/** Its listener must come before the parser's, which then reads what this one puts back. */
export function receiveHead(socket: Socket, { peer, maxBytes, onFirstBytes, onHead }: HeadReceiver): void {
  let chunks: Buffer[] = [];
  let heldBytes = 0;
  let hasBegun = false;

  const onReadable = (): void => {
    const chunk: unknown = socket.read();
    // Null: the connection ended.
    if (!Buffer.isBuffer(chunk)) return;
    const isFirst = !hasBegun;
    hasBegun = true;
    if (isFirst) onFirstBytes(chunk.subarray(0, 64));
    chunks.push(chunk);
    heldBytes += chunk.length;
    // Only a line end can complete the head; the first bytes already show whether it is one.
    if (!isFirst && !chunk.includes(lineFeed) && heldBytes <= maxBytes) return;
    passOn(chunks.length === 1 ? chunk : Buffer.concat(chunks));
  };

  const passOn = (received: Buffer): void => {
    try {
      const head = heldBytes > maxBytes ? { isComplete: true as const, bytes: received } : readHead(received, peer);
      if (head.isComplete) {
        socket.off('readable', onReadable);
        socket.unshift(head.bytes);
        onHead(head.bytes.subarray(0, 64));
      } else {
        chunks = [head.received];
        heldBytes = head.received.length;
      }
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  };

  socket.on('readable', onReadable);
}

/** `1.1`, from the status line `HTTP/1.1 200 OK`. */
export function httpVersionOf(head: Buffer | null): string {
  return /^HTTP\/(\d\.\d)/.exec(head?.toString('latin1') ?? '')?.[1] ?? '';
}
