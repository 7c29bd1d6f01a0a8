/**
 * Reads a request's body without ever holding more of it than asked for. What is longer is read on and thrown away, so
 * that the sender gets to read the answer; one who does not stop is cut off. How long all of it may take is the
 * server's own request timeout.
 */
import type { IncomingMessage } from 'node:http';

export interface ReceivedBody {
  /** The first `keepBytes` of it. */
  readonly head: Buffer;
  /** There was more. */
  readonly isCut: boolean;
  /** There may be still more, unread: the connection cannot be used again. */
  readonly isUnfinished: boolean;
}

export interface ReceiveOptions {
  readonly keepBytes: number;
  readonly discardBytes: number;
}

const nothing: ReceivedBody = { head: Buffer.alloc(0), isCut: false, isUnfinished: false };

export function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

/** @returns null where the sender went away, or was sent away, before the end. */
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
      // Copied, where it is a part: a slice would hold all of the chunk in memory.
      if (room > 0) kept.push(chunk.length <= room ? chunk : Buffer.from(chunk.subarray(0, room)));
      if (total > options.keepBytes + options.discardBytes) finish(true);
    };
    request.on('data', take);
    request.once('end', () => finish(false));
    request.once('close', () => resolve(null));
    request.once('error', () => resolve(null));
  });
}
