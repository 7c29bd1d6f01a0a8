/**
 * One stream of events for all subscribers of a client, opened for the first and closed after the last. It is reopened
 * with growing pauses whenever it ends or falls silent. Events in between are lost, so every opening, including the
 * first, is reported as a gap: subscribers then fetch everything again. So is every end, so that they notice at once
 * when Vigilmon is gone.
 */
import type { VigilmonClient } from '../contract/client.ts';
import type { EngineEvent } from '../contract/events.ts';
import { readEventStream } from './event-stream.ts';

export interface StreamTiming {
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** After this long without a sign of life, which the listener sends far more often, the stream is dead. */
  readonly silenceMs: number;
}

export const usualTiming: StreamTiming = { firstRetryMs: 500, longestRetryMs: 30_000, silenceMs: 45_000 };

interface SubscriptionOptions {
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly timing: StreamTiming;
}

interface Subscriber {
  readonly listener: (event: EngineEvent) => void;
  readonly onGap: () => void;
}

export function createSubscription(options: SubscriptionOptions): VigilmonClient['subscribe'] {
  const subscribers = new Set<Subscriber>();
  let current: AbortController | null = null;

  /** Each in its own microtask: a subscriber that throws affects neither the stream nor the others. */
  function notify(what: (subscriber: Subscriber) => void): void {
    for (const subscriber of subscribers) {
      queueMicrotask(() => {
        if (subscribers.has(subscriber)) what(subscriber);
      });
    }
  }

  async function keepOpen(signal: AbortSignal): Promise<void> {
    let retryMs = options.timing.firstRetryMs;
    while (!signal.aborted) {
      const wasOpen = await readOnce(signal, {
        ...options,
        onOpen: () => notify(({ onGap }) => onGap()),
        onEvent: (event) => notify(({ listener }) => listener(event)),
      });
      if (wasOpen) {
        retryMs = options.timing.firstRetryMs;
        notify(({ onGap }) => onGap());
      }
      await pause(retryMs, signal);
      retryMs = Math.min(retryMs * 2, options.timing.longestRetryMs);
    }
  }

  return (listener, onGap) => {
    const subscriber = { listener, onGap };
    subscribers.add(subscriber);
    if (current === null) {
      current = new AbortController();
      void keepOpen(current.signal);
    }
    return () => {
      subscribers.delete(subscriber);
      if (subscribers.size > 0) return;
      current?.abort();
      current = null;
    };
  };
}

interface ReadOptions extends SubscriptionOptions {
  readonly onOpen: () => void;
  readonly onEvent: (event: EngineEvent) => void;
}

/** @returns whether it was ever open; how it ended makes no difference. */
async function readOnce(signal: AbortSignal, options: ReadOptions): Promise<boolean> {
  const attempt = new AbortController();
  const end = (): void => attempt.abort();
  signal.addEventListener('abort', end);
  let watchdog = setTimeout(end, options.timing.silenceMs);
  const onActivity = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(end, options.timing.silenceMs);
  };
  let wasOpen = false;
  try {
    const response = await options.open(attempt.signal);
    if (!response.ok || response.body === null) return false;
    wasOpen = true;
    options.onOpen();
    await readEventStream(response.body, { onEvent: options.onEvent, onActivity });
  } catch {
    // Refused, broken, silent or aborted: the caller tries again or not by its signal.
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', end);
    attempt.abort();
  }
  return wasOpen;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
