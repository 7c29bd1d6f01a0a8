/**
 * Collects pings that could not be delivered (`vigilmon run` spools them) and passes them to the engine with their own
 * time: at startup, and from then on whenever a ping could not be received by the listener. A ping that cannot be
 * recorded stays spooled. One that cannot be removed holds up no other.
 */
import type { Engine, EngineOptions } from '../engine/engine.ts';
import type { PingAnswer } from '../engine/kinds/heartbeat/incoming.ts';
import { parsePing } from './ping-request.ts';

export interface LatePing {
  readonly ping: { readonly origin: string | null; readonly path: string; readonly body: string };
  /** Removes it from the spool. */
  readonly remove: () => void;
}

interface LatePingsOptions {
  readonly engine: Pick<Engine, 'receivePing'>;
  /** Oldest first. */
  readonly waiting: () => readonly LatePing[];
  readonly clock: EngineOptions['clock'];
  readonly logger: EngineOptions['logger'];
}

const pauseMs = 15_000;

/** @returns what ends the collecting. */
export function collectLatePings({ engine, waiting, clock, logger }: LatePingsOptions): () => void {
  let isStopped = false;
  let cancelTimer = (): void => undefined;

  async function collect(): Promise<void> {
    try {
      const count = await takeAll();
      if (count > 0) logger.info('spooled pings were collected', { count });
    } catch (error) {
      logger.warn('the spooled pings could not be collected', { error });
    }
    if (!isStopped) cancelTimer = clock.setTimer(pauseMs, () => void collect());
  }

  /** In their order. @returns how many were recorded. */
  async function takeAll(): Promise<number> {
    let count = 0;
    for (const { ping, remove } of waiting()) {
      const answer = await take(ping);
      if (isStopped || answer === 'not-recorded') return count;
      // One for another place goes there with the next job that runs.
      if (answer === 'ok' || ping.origin === null) drop(remove);
      if (answer === 'ok') count += 1;
      else if (ping.origin === null) logger.warn('a spooled ping was dropped', { answer });
    }
    return count;
  }

  /** It is delivered again otherwise, and recorded once all the same. */
  function drop(remove: LatePing['remove']): void {
    try {
      remove();
    } catch (error) {
      logger.warn('a spooled ping could not be removed', { error });
    }
  }

  function take({ path, body }: LatePing['ping']): Promise<PingAnswer> {
    const parsed = parsePing(path);
    if (parsed.is !== 'ping') return Promise.resolve('not-found');
    return engine.receivePing({ ...parsed.ping, body, remoteAddress: '127.0.0.1', userAgent: 'vigilmon run' });
  }

  void collect();
  return () => {
    isStopped = true;
    cancelTimer();
  };
}
