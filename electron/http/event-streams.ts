/**
 * The engine's events as server-sent events. An event is turned into text once for all readers. A reader who is too far
 * behind is let go rather than remembered: he comes back, and asks for everything anew.
 */
import type { ServerResponse } from 'node:http';
import type { EngineEvent } from '../contract/events.ts';
import { refused } from '../contract/refusal.ts';
import type { Engine } from '../engine/engine.ts';
import { answerRefusal } from './answer.ts';
import type { ListenerLimits } from './limits.ts';

export interface EventStreams {
  readonly attach: (response: ServerResponse) => void;
  readonly close: () => void;
}

export function createEventStreams(engine: Pick<Engine, 'on' | 'wording'>, limits: ListenerLimits): EventStreams {
  const readers = new Set<ServerResponse>();
  /** Ends what is needed only while there are readers. */
  let rest: (() => void) | null = null;

  function send(text: string): void {
    for (const reader of readers) {
      if (reader.writableLength > limits.maxUnreadEventBytes) reader.destroy();
      else reader.write(text);
    }
  }

  function wake(): () => void {
    const unsubscribe = engine.on((event: EngineEvent) => send(`data: ${JSON.stringify(event)}\n\n`));
    // A comment: it shows both sides that the other one is still there.
    const heartbeat = setInterval(() => send(':\n\n'), limits.eventHeartbeatMs);
    heartbeat.unref();
    return () => {
      unsubscribe();
      clearInterval(heartbeat);
    };
  }

  function detach(reader: ServerResponse): void {
    readers.delete(reader);
    if (readers.size > 0) return;
    rest?.();
    rest = null;
  }

  function attach(response: ServerResponse): void {
    if (readers.size >= limits.maxEventStreams) {
      answerRefusal(response, refused('too-many-streams').error, engine);
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    response.write(':\n\n');
    readers.add(response);
    rest ??= wake();
    response.once('close', () => detach(response));
  }

  return {
    attach,
    // Whoever is ended is told nothing more, though his connection may be there for a moment still.
    close: () => {
      for (const reader of [...readers]) {
        detach(reader);
        reader.end();
      }
    },
  };
}
