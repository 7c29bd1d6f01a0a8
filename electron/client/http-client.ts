/**
 * The call table over HTTP: `POST /api/v1/<group>.<method>`, and events as server-sent events. Used by the window as a web
 * page and by the command line, so it uses nothing from Node. Calls never reject: no response is `unavailable`.
 */
import type { ClientWords, VigilmonClient } from '../contract/client.ts';
import { fail, type Result } from '../contract/result.ts';
import { buildApi, isResult, type AnyCall } from './call-table.ts';
import { createSubscription, usualTiming, type StreamTiming } from './subscription.ts';

interface HttpClientOptions {
  /** `http://127.0.0.1:7464` */
  readonly baseUrl: string;
  readonly token: string;
  /** The reader's locales as in `Accept-Language`, most wanted first. Absent: the engine's own. */
  readonly languages?: string | undefined;
  readonly words: Omit<ClientWords, 'noResult'>;
  readonly fetch?: typeof fetch;
  readonly timing?: StreamTiming;
}

export function connectHttp(options: HttpClientOptions): VigilmonClient {
  const { baseUrl, token, languages, words } = options;
  // Called as a method of another object, the browser's own fetch refuses.
  const request = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const base = `${baseUrl.replace(/\/+$/, '')}/api/v1/`;
  const headers = {
    Authorization: `Bearer ${token}`,
    ...(languages === undefined ? {} : { 'Accept-Language': languages }),
  };
  const notVigilmon = (): Result<never> => fail('unavailable', words.notVigilmon(baseUrl));

  const call =
    (name: string): AnyCall =>
    async (input) => {
      try {
        const response = await request(`${base}${name}`, {
          method: 'POST',
          headers: { ...headers, 'Content-Type': 'application/json' },
          body: JSON.stringify(input ?? {}),
        });
        const answer: unknown = await response.json();
        return isResult(answer) ? answer : notVigilmon();
      } catch (error) {
        return error instanceof SyntaxError ? notVigilmon() : fail('unavailable', words.unreachable(baseUrl));
      }
    };

  return {
    api: buildApi(call),
    subscribe: createSubscription({
      open: (signal) => request(`${base}events`, { headers, signal }),
      timing: options.timing ?? usualTiming,
    }),
  };
}
