/**
 * Pings that were kept back while nobody listened (`vigilmon run` spools them) reach the engine with their own time: all
 * that wait when it starts, and from then on whatever could not come in by the listener.
 */
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { parsePing } from './ping-request.ts';

export interface LatePing {
  readonly ping: { readonly origin: string | null; readonly path: string; readonly body: string };
  /** It is no longer waiting. */
  readonly remove: () => void;
}

export interface LatePingsOptions {
  readonly engine: Pick<Engine, 'receivePing'>;
  /** Those that wait, the oldest first. */
  readonly waiting: () => readonly LatePing[];
  readonly clock: EngineOptions['clock'];
  readonly logger: EngineOptions['logger'];
}

const pauseMs = 15_000;

/** @returns what ends the collecting. */
export function collectLatePings({ engine, waiting, clock, logger }: LatePingsOptions): () => void {
  let cancelTimer: () => void;
  const collect = (): void => {
    cancelTimer = clock.setTimer(pauseMs, collect);
    try {
      const taken = waiting().filter((late) => take(late));
      if (taken.length > 0) logger.info('pings were handed over late', { count: taken.length });
    } catch (error) {
      logger.warn('the pings that wait could not be read', { error });
    }
  };

  function take({ ping, remove }: LatePing): boolean {
    const { origin, path, body } = ping;
    const parsed = parsePing(path);
    const answer =
      parsed.is === 'ping'
        ? engine.receivePing({ ...parsed.ping, body, remoteAddress: '127.0.0.1', userAgent: 'vigilmon run' })
        : 'not-found';
    // One for another place goes there with the next job that runs; one of ours that nobody knows goes nowhere.
    if (answer === 'ok' || origin === null) remove();
    if (answer === 'not-found' && origin === null) logger.warn('a ping of an unknown token was dropped');
    return answer === 'ok';
  }

  collect();
  return () => cancelTimer();
}
