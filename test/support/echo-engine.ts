/**
 * What a listener sees of an engine, for tests of the transport alone: every call parses its input and answers with
 * it, pings of one token are taken and kept, and events come when the test says so.
 */
import { mapCalls } from '../../electron/contract/calls.ts';
import type { EngineEvent } from '../../electron/contract/events.ts';
import { parseWith } from '../../electron/contract/parse-input.ts';
import { ok, type Result } from '../../electron/contract/result.ts';
import type { Engine, Spoken } from '../../electron/engine/engine.ts';
import { en } from '../../electron/engine/wording/en.ts';
import { wordOutcome } from '../../electron/engine/wording/word-error.ts';
import type { IncomingPing } from '../../electron/engine/kinds/heartbeat/incoming.ts';

export const knownToken = 'known-token-0123456789';

export interface EchoEngine extends Pick<
  Engine,
  'api' | 'on' | 'metrics' | 'receivePing' | 'receiveSlugPing' | 'speaking' | 'wording' | 'host'
> {
  readonly pings: readonly IncomingPing[];
  /** Calls that got through, by name. */
  readonly calls: readonly string[];
  readonly emit: (event: EngineEvent) => void;
  readonly listenerCount: () => number;
}

type Answer = (call: string, input: unknown) => Result<unknown>;

export function echoEngine(answer: Answer = (_call, input) => ok({ echo: input ?? null })): EchoEngine {
  const pings: IncomingPing[] = [];
  const calls: string[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  const api = mapCalls(({ input: schema }, { group, method }) => (input: unknown) => {
    const parsed = parseWith(schema, input);
    if (!parsed.ok) return Promise.resolve(wordOutcome(parsed, en));
    calls.push(`${group}.${method}`);
    return Promise.resolve(answer(`${group}.${method}`, parsed.value));
  });
  const spoken: Spoken = {
    api: api as Engine['api'],
    wording: en,
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    ...spoken,
    host: 'desktop',
    speaking: () => spoken,
    pings,
    calls,
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    listenerCount: () => listeners.size,
    metrics: (format) => [`# ${format}\n`],
    receiveSlugPing: ({ key }) => Promise.resolve(key === knownToken ? 'bad-signal' : 'not-found'),
    receivePing: (ping) => {
      if (ping.token !== knownToken) return Promise.resolve('not-found');
      pings.push(ping);
      return Promise.resolve('ok');
    },
  };
}
