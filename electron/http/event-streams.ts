/**
 * The engine's events as server-sent events. Each event is serialized once for all readers. A reader that falls too far
 * behind is disconnected instead of buffered for: it reconnects and fetches everything again.
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
  /** Stops what is needed only while there are readers. */
  let rest: (() => void) | null = null;

  function send(text: string): void {
    for (const reader of readers) {
      if (reader.writableLength > limits.maxUnreadEventBytes) reader.destroy();
      else reader.write(text);
    }
  }

  function wake(): () => void {
    const unsubscribe = engine.on((event: EngineEvent) => send(`data: ${JSON.stringify(event)}\n\n`));
    // A comment line shows both sides that the connection is still alive.
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
    // A disconnected reader gets no more events, although its connection may exist for another moment.
    close: () => {
      for (const reader of [...readers]) {
        detach(reader);
        reader.end();
      }
    },
  };
}
