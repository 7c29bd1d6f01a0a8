/** Delivers the engine's events to its listeners, in order. A listener that throws is logged and does not affect the others. */
import type { EngineEvent } from '../../contract/events.ts';
import type { Incident } from '../../contract/model/history.ts';
import type { Cancel, Logger } from '../ports.ts';
import type { SummaryRecord } from './summaries.ts';
import type { AlertRecord } from '../store/outbox-repository.ts';

/** An event before it is worded (api/worded.ts). */
export type RecordedEvent =
  | Exclude<EngineEvent, { readonly type: 'monitor' | 'incident' | 'alert' }>
  | { readonly type: 'monitor'; readonly monitor: SummaryRecord }
  | { readonly type: 'incident'; readonly incident: Incident }
  | { readonly type: 'alert'; readonly alert: AlertRecord };

export type Emit = (event: RecordedEvent) => void;

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
