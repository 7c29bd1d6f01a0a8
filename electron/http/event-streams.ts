/**
 * The engine's events as server-sent events, in the language of the request. An event becomes text once for all readers
 * of a language. A reader that falls too far behind is disconnected; it reconnects and fetches everything again.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EngineEvent } from '../contract/events.ts';
import { refused } from '../contract/refusal.ts';
import type { Engine, Spoken } from '../engine/engine.ts';
import { answerRefusal } from './answer.ts';
import { createEventBatches } from './event-batches.ts';
import type { ListenerLimits } from './limits.ts';

export interface EventStreams {
  readonly attach: (request: IncomingMessage, response: ServerResponse) => void;
  readonly close: () => void;
}

export function createEventStreams(engine: Pick<Engine, 'speaking'>, limits: ListenerLimits): EventStreams {
  const audiences = new Map<Spoken, Audience>();

  function audienceOf(spoken: Spoken): Audience {
    const audience = audiences.get(spoken) ?? createAudience(spoken, limits);
    audiences.set(spoken, audience);
    return audience;
  }

  function readerCount(): number {
    return Array.from(audiences.values()).reduce((sum, { count }) => sum + count(), 0);
  }

  return {
    attach({ headers }, response) {
      const spoken = engine.speaking(headers['accept-language']);
      if (readerCount() >= limits.maxEventStreams) {
        answerRefusal(response, refused('too-many-streams').error, spoken);
        return;
      }
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      });
      response.write(':\n\n');
      const audience = audienceOf(spoken);
      audience.add(response);
      response.once('close', () => {
        if (audience.count() === 0) audiences.delete(spoken);
      });
    },
    close() {
      for (const audience of audiences.values()) audience.close();
    },
  };
}

const asBlock = (event: EngineEvent): string => `data: ${JSON.stringify(event)}\n\n`;

/** The readers of one language. */
interface Audience {
  readonly add: (reader: ServerResponse) => void;
  readonly count: () => number;
  readonly close: () => void;
}

function createAudience({ on }: Pick<Spoken, 'on'>, limits: ListenerLimits): Audience {
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
    const batches = createEventBatches((events) => send(events.map(asBlock).join('')));
    const unsubscribe = on(batches.add);
    // A comment, so that both sides see that the connection is alive.
    const heartbeat = setInterval(() => send(':\n\n'), limits.eventHeartbeatMs);
    heartbeat.unref();
    return () => {
      unsubscribe();
      batches.stop();
      clearInterval(heartbeat);
    };
  }

  function detach(reader: ServerResponse): void {
    readers.delete(reader);
    if (readers.size > 0) return;
    rest?.();
    rest = null;
  }

  return {
    add(reader) {
      readers.add(reader);
      rest ??= wake();
      reader.once('close', () => detach(reader));
    },
    count: () => readers.size,
    // Detached first: a reader that has been ended gets no more events, though its connection may linger.
    close() {
      for (const reader of [...readers]) {
        detach(reader);
        reader.end();
      }
    },
  };
}
