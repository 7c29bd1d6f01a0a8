/**
 * Reads server-sent events from a fetch, since EventSource cannot send the header with the token. It understands what our
 * listener writes: one `data:` line per event, and comments as a sign of life.
 */
import type { EngineEvent } from '../contract/events.ts';

interface EventStreamOptions {
  readonly onEvent: (event: EngineEvent) => void;
  /** Any sign of life, comments included. */
  readonly onActivity: () => void;
}

/** Far above the longest event; without a limit a broken stream could fill the memory. */
const maxEventLength = 16 * 1024 * 1024;

/** Resolves when the stream has ended; rejects when it broke. */
export async function readEventStream(body: ReadableStream<Uint8Array>, options: EventStreamOptions): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    options.onActivity();
    rest += decoder.decode(part.value, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    if (rest.length > maxEventLength) throw new Error('an event has no end');
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event !== null) options.onEvent(event);
    }
  }
}

/** @returns null for a comment. */
function parseBlock(block: string): EngineEvent | null {
  const lines = block.split('\n').filter((line) => line.startsWith('data:'));
  if (lines.length === 0) return null;
  const value: unknown = JSON.parse(lines.map((line) => line.slice('data:'.length).trimStart()).join('\n'));
  if (!isEvent(value)) throw new Error('an event has no type');
  return value;
}

function isEvent(value: unknown): value is EngineEvent {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
