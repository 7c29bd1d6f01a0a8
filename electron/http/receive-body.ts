/**
 * Reads a request's body without ever holding more of it than requested. The rest is read and discarded, so that the
 * sender gets to read the response; a sender that does not stop is cut off. The server's request timeout bounds the
 * whole.
 */
import type { IncomingMessage } from 'node:http';

interface ReceivedBody {
  /** The first `keepBytes` of the body. */
  readonly head: Buffer;
  /** The body was longer. */
  readonly isCut: boolean;
  /** There may be more, unread: the connection cannot be reused. */
  readonly isUnfinished: boolean;
}

interface ReceiveOptions {
  readonly keepBytes: number;
  readonly discardBytes: number;
}

const nothing: ReceivedBody = { head: Buffer.alloc(0), isCut: false, isUnfinished: false };

export function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

/** @returns null if the client disconnected, or was disconnected, before the end. */
export function receiveBody(request: IncomingMessage, options: ReceiveOptions): Promise<ReceivedBody | null> {
  if (!hasBody(request)) return Promise.resolve(nothing);
  return new Promise((resolve) => {
    const kept: Buffer[] = [];
    let total = 0;
    const finish = (isUnfinished: boolean): void => {
      request.off('data', take);
      resolve({ head: Buffer.concat(kept), isCut: total > options.keepBytes, isUnfinished });
    };
    const take = (chunk: Buffer): void => {
      const room = options.keepBytes - total;
      total += chunk.length;
      // A part is copied: a slice would keep the whole chunk in memory.
      if (room > 0) kept.push(chunk.length <= room ? chunk : Buffer.from(chunk.subarray(0, room)));
      if (total > options.keepBytes + options.discardBytes) finish(true);
    };
    request.on('data', take);
    request.once('end', () => finish(false));
    request.once('close', () => resolve(null));
    request.once('error', () => resolve(null));
  });
}
