/**
 * What is used of undici. Its index also loads fetch, WebSocket, caches and mocks: two thirds of what loading it takes,
 * at every start.
 */
import requestBy from 'undici/lib/api/api-request.js';
import UndiciAgent from 'undici/lib/dispatcher/agent.js';
import UndiciClient from 'undici/lib/dispatcher/client.js';
import type { Agent as AgentType, Client as ClientType, Dispatcher } from 'undici';

export const Agent: typeof AgentType = UndiciAgent;
export const Client: typeof ClientType = UndiciClient;

export interface RequestOptions {
  readonly method?: Dispatcher.HttpMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
  readonly signal: AbortSignal;
}

export function request(
  agent: AgentType,
  url: string | URL,
  { method = 'GET', headers = {}, ...rest }: RequestOptions,
): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    requestOver(agent, { origin, path: pathname + search, method, headers, ...rest }, (error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

export type ReceiveResponse = (error: Error | null, response: Dispatcher.ResponseData) => void;

/** What the index makes a method of each client and agent. */
export function requestOver(over: Dispatcher, options: Dispatcher.RequestOptions, receive: ReceiveResponse): void {
  requestBy.call(over, options, receive);
}
