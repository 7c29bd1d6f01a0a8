/**
 * The call table over HTTP: `POST /api/v1/<group>.<method>` with a JSON body returns the call's Result. The content
 * type is required because a foreign web page cannot send it without a preflight request.
 */
import type { IncomingMessage } from 'node:http';
import { callByName, noSuchCall } from '../contract/call-by-name.ts';
import { refused } from '../contract/refusal.ts';
import type { Result } from '../contract/result.ts';
import type { Engine } from '../engine/engine.ts';
import { wordOutcome } from '../engine/wording/word-error.ts';
import { answerResult } from './answer.ts';
import type { ListenerLimits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { receiveBody } from './receive-body.ts';
import type { RouteHandler } from './routes.ts';

export function createApiHandler(engine: Pick<Engine, 'api' | 'wording'>, limits: ListenerLimits): RouteHandler {
  const refusedAs = (outcome: ReturnType<typeof refused>): Result<never> => wordOutcome(outcome, engine.wording);

  async function call(request: IncomingMessage, name: string, body: Buffer): Promise<Result<unknown>> {
    if (!isJson(request.headers['content-type'])) return refusedAs(refused('not-json-type'));
    const input = parseJson(body);
    if (!input.ok) return refusedAs(input);
    return (await callByName(engine.api, name, input.value)) ?? refusedAs(noSuchCall(name));
  }

  return async (request, response, name) => {
    const received = await receiveBody(request, {
      keepBytes: limits.maxApiBodyBytes,
      discardBytes: limits.maxDiscardedBytes,
    });
    if (received === null) return;
    if (received.isUnfinished) response.shouldKeepAlive = false;
    const tooLarge = refusedAs(refused('body-too-large', { most: limits.maxApiBodyBytes }));
    answerResult(response, received.isCut ? tooLarge : await call(request, name, received.head));
  };
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}
