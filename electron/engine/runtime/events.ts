/** Delivers the engine's events to its listeners, in order; one listener's failure is logged and reaches no other. */
import type { EngineEvent } from '../../contract/events.ts';
import type { Cancel, Logger } from '../ports.ts';

export type Emit = (event: EngineEvent) => void;

export interface EventSource {
  readonly emit: Emit;
  readonly on: (listener: Emit) => Cancel;
}

export function eventSource(logger: Logger): EventSource {
  const listeners = new Set<Emit>();
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          logger.error('an event listener failed', { type: event.type, error });
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
