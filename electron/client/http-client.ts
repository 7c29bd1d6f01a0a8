/**
 * The call table over HTTP: `POST /api/v1/<group>.<method>`, and events by server-sent events. For the window where it
 * is a page and for the command line, so nothing of Node is used. Calls never reject: a Vigilmon that does not answer
 * is `unavailable`.
 */
import type { VigilmonClient } from '../contract/client.ts';
import { fail, type Result } from '../contract/result.ts';
import { buildApi, isResult, type AnyCall } from './call-table.ts';
import { createSubscription, usualTiming, type StreamTiming } from './subscription.ts';

export interface HttpClientOptions {
  /** `http://127.0.0.1:7464` */
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch?: typeof fetch;
  readonly timing?: StreamTiming;
}

export function connectHttp(options: HttpClientOptions): VigilmonClient {
  // Called as a method of another object, the browser's own fetch refuses.
  const request = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const base = `${options.baseUrl.replace(/\/+$/, '')}/api/v1/`;
  const authorization = `Bearer ${options.token}`;

  const call =
    (name: string): AnyCall =>
    async (input) => {
      try {
        const response = await request(`${base}${name}`, {
          method: 'POST',
          headers: { Authorization: authorization, 'Content-Type': 'application/json' },
          body: JSON.stringify(input ?? {}),
        });
        const answer: unknown = await response.json();
        return isResult(answer) ? answer : notVigilmon(options.baseUrl);
      } catch (error) {
        return error instanceof SyntaxError
          ? notVigilmon(options.baseUrl)
          : fail('unavailable', `Vigilmon does not answer at ${options.baseUrl}`);
      }
    };

  return {
    api: buildApi(call),
    subscribe: createSubscription({
      open: (signal) => request(`${base}events`, { headers: { Authorization: authorization }, signal }),
      timing: options.timing ?? usualTiming,
    }),
  };
}

function notVigilmon(baseUrl: string): Result<never> {
  return fail('unavailable', `what answers at ${baseUrl} is not Vigilmon`);
}
