/**
 * Listens to a signal that outlives its listeners by far, as that of the program does for each check. An EventTarget
 * links its listeners, removed ones included, so that garbage of earlier checks would keep that of later ones alive until
 * a full garbage collection; here the signal has one listener, and a set has the rest. V8 links the tables of a set that
 * grows and shrinks in the same way: what leaves it lets go of its listener.
 */
import type { Cancel } from '../ports.ts';

interface Held {
  listener: (() => void) | null;
}

const listenersOf = new WeakMap<AbortSignal, Set<Held>>();

/** Calls the listener at once if the signal is aborted already. */
export function onAbort(signal: AbortSignal, listener: () => void): Cancel {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  const listeners = listenersOf.get(signal) ?? listen(signal);
  const held: Held = { listener };
  listeners.add(held);
  return () => {
    listeners.delete(held);
    held.listener = null;
  };
}

function listen(signal: AbortSignal): Set<Held> {
  const listeners = new Set<Held>();
  listenersOf.set(signal, listeners);
  signal.addEventListener('abort', () => {
    for (const { listener } of listeners) listener?.();
    listeners.clear();
  });
  return listeners;
}
