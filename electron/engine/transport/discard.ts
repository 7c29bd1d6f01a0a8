import type { Socket } from 'node:net';

/**
 * Destroys a connection, and once it is closed removes its listeners: V8 keeps a closed socket until its next full
 * collection, which is minutes away, and all that its listeners refer to with it. Nobody may need them any more.
 * @param reason what undici reports; it creates an error with a stack for each socket that closes without one.
 */
export function discard(socket: Socket, reason?: Error): void {
  socket.on('close', removeListeners);
  socket.destroy(reason);
}

function removeListeners(this: Socket): void {
  this.removeAllListeners();
}
