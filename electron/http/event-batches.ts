/**
 * Passes the engine's events on in batches, which cost a reader far less than one at a time. Checks that change nothing
 * wait a moment for others; any other event leaves at once, after those that wait.
 */
import type { EngineEvent } from '../contract/events.ts';

/** With 1,000 monitors checked every 30 s: 4 batches a second, not 33. */
const plainWaitMs = 250;

interface EventBatches {
  readonly add: (event: EngineEvent) => void;
  /** Forgets what waits. */
  readonly stop: () => void;
}

export function createEventBatches(pass: (events: readonly EngineEvent[]) => void): EventBatches {
  let waiting: EngineEvent[] = [];
  let timer: NodeJS.Timeout | undefined;

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
    waiting = [];
  }
  function flush(): void {
    const events = waiting;
    stop();
    pass(events);
  }
  return {
    add(event) {
      waiting.push(event);
      if (event.type !== 'check') flush();
      else timer ??= setTimeout(flush, plainWaitMs).unref();
    },
    stop,
  };
}
