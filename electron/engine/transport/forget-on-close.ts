import type { EventEmitter } from 'node:events';

/**
 * Removes the listeners of a connection or a stream once it is closed, so every one is made with this. V8 keeps a closed
 * one until its next full collection, which is minutes away, and all that its listeners refer to with it: Node and undici
 * assign functions to properties, and V8 allocates those in its old space, from where garbage keeps what it refers to.
 */
export function forgetOnClose<T extends EventEmitter>(closing: T): T {
  return closing.on('close', removeListeners);
}

function removeListeners(this: EventEmitter): void {
  this.removeAllListeners();
}
