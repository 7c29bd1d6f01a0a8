/**
 * Listens to a signal that outlives its listeners by far, as that of the program does for each check. An EventTarget
 * links its listeners, removed ones included, so that garbage of earlier checks would keep that of later ones alive until
 * a full garbage collection; here the signal has one listener, and a set has the rest.
 */
import type { Cancel } from '../ports.ts';

const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls the listener at once if the signal is aborted already. */
export function onAbort(signal: AbortSignal, listener: () => void): Cancel {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  const listeners = listenersOf.get(signal) ?? listen(signal);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function listen(signal: AbortSignal): Set<() => void> {
  const listeners = new Set<() => void>();
  listenersOf.set(signal, listeners);
  signal.addEventListener('abort', () => {
    for (const listener of listeners) listener();
    listeners.clear();
  });
  return listeners;
}
