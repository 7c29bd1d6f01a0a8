import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/**
 * Destroys a connection, and forgets its listeners once it is closed. Nobody may need them any more.
 * @param reason what undici reports; it creates an error with a stack for each socket that closes without one.
 */
export function discard(socket: Socket, reason?: Error): void {
  forgetOnClose(socket);
  socket.destroy(reason);
}

/**
 * Removes the listeners of a stream once it is closed. V8 keeps a closed one until its next full collection, which is
 * minutes away, and all that its listeners refer to with it: Node and undici assign functions to properties, and V8
 * allocates those in its old space, from where garbage keeps what it refers to.
 */
export function forgetOnClose(stream: Readable): void {
  stream.on('close', removeListeners);
}

function removeListeners(this: Readable): void {
  this.removeAllListeners();
}
