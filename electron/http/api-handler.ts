/**
 * The call table over HTTP: `POST /api/v1/<group>.<method>` with a JSON body, answered with the call's Result in the
 * language of the request. The content type is required: another site's page cannot send it without a preflight.
 */
import type { IncomingMessage } from 'node:http';
import { callByName, isOverHttp, noSuchCall } from '../contract/call-by-name.ts';
import { refused } from '../contract/refusal.ts';
import type { Result } from '../contract/result.ts';
import type { Engine } from '../engine/engine.ts';
import { wordOutcome } from '../engine/wording/word-error.ts';
import { answerRefusal, answerResult } from './answer.ts';
import type { ListenerLimits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { receiveBody } from './receive-body.ts';
import type { RouteHandler } from './routes.ts';

export function createApiHandler(engine: Pick<Engine, 'speaking' | 'host'>, limits: ListenerLimits): RouteHandler {
  async function call({ headers }: IncomingMessage, name: string, body: Buffer): Promise<Result<unknown>> {
    const { api, wording } = engine.speaking(headers['accept-language']);
    if (!isJson(headers['content-type'])) return wordOutcome(refused('not-json-type'), wording);
    if (!isOverHttp(name, engine.host)) return wordOutcome(refused('from-window-only'), wording);
    const input = parseJson(body);
    if (!input.ok) return wordOutcome(input, wording);
    return (await callByName(api, name, input.value)) ?? wordOutcome(noSuchCall(name), wording);
  }

  return async (request, response, name) => {
    const received = await receiveBody(request, {
      keepBytes: limits.maxApiBodyBytes,
      discardBytes: limits.maxDiscardedBytes,
    });
    if (received === null) return;
    if (received.isUnfinished) response.shouldKeepAlive = false;
    if (!received.isCut) {
      answerResult(response, await call(request, name, received.head));
      return;
    }
    const tooLarge = refused('body-too-large', { most: limits.maxApiBodyBytes }).error;
    answerRefusal(response, tooLarge, engine.speaking(request.headers['accept-language']));
  };
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}
