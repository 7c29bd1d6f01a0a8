/**
 * Sending by HTTP, shared by several kinds of channel. Each message has its own connection: alerts are rare, and an idle
 * connection would often turn out to be closed. Redirects are not followed: such a URL does not move and is often a
 * secret. The response is read only as far as it can be shown.
 */
import { said } from '../../../contract/delivery-answer.ts';
import { undici } from '../../transport/undici.ts';
import type { RoomContext, SendResult } from './channel.ts';
import { networkReplyOf, type NetworkReply } from './network-reply.ts';
import { retryAfterMs, usedUpMs } from './retry-after.ts';

const answerBytes = 4_096;

interface HttpMessage {
  readonly url: string;
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'GET' | undefined;
  /** In addition to `user-agent`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface HttpReply {
  readonly status: number;
  readonly text: string;
  /** From `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  /** From `X-RateLimit-Remaining` and `-Reset-After`: the limit is used up for so long. */
  readonly usedUpMs?: number | undefined;
  /** It may be from the network instead of the receiver. */
  readonly ofNetwork?: NetworkReply | undefined;
}

/** Throws if there is no response. */
export async function sendHttp(
  { url, method = 'POST', headers, body }: HttpMessage,
  { clock, signal, lookup, onRequest }: Pick<RoomContext, 'clock' | 'signal' | 'lookup' | 'onRequest'>,
): Promise<HttpReply> {
  const { Agent, request } = undici();
  const dispatcher = new Agent({ maxHeaderSize: 16_384, connect: { lookup } });
  try {
    const all = { 'user-agent': 'Vigilmon', ...headers };
    onRequest?.();
    const response = await request(url, { method, headers: all, body, signal, dispatcher });
    const retryAfter = response.headers['retry-after'];
    const { location } = response.headers;
    const status = response.statusCode;
    const text = await readCapped(response.body);
    return {
      status,
      text,
      ofNetwork:
        networkReplyOf({ url, status, text, location: typeof location === 'string' ? location : null }) ?? undefined,
      retryAfterMs: retryAfterMs(typeof retryAfter === 'string' ? retryAfter : null, clock.now()),
      usedUpMs: usedUpMs(response.headers),
    };
  } finally {
    await dispatcher.destroy();
  }
}

interface JsonMessage {
  readonly url: string;
  readonly method?: HttpMessage['method'];
  readonly headers?: Readonly<Record<string, string>>;
  readonly json: object;
}

export function sendJson(
  { url, method, headers, json }: JsonMessage,
  context: Parameters<typeof sendHttp>[1],
): Promise<HttpReply> {
  const all = { 'content-type': 'application/json; charset=utf-8', ...headers };
  return sendHttp({ url, method, headers: all, body: JSON.stringify(json) }, context);
}

/** The rest stays unread; destroying the dispatcher closes the connection. */
async function readCapped(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= answerBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, answerBytes).toString('utf8');
}

/** The permanent statuses; any other status that is not a success is retried. */
export interface FinalStatuses {
  /** The URL is gone or forbidden: no message will be accepted. */
  readonly gone: readonly number[];
  /** This message is rejected; the next one may be accepted. */
  readonly unwanted: readonly number[];
}

const usualFinalStatuses: FinalStatuses = { gone: [403, 404, 410], unwanted: [400, 413] };

export function sendResultOf(
  reply: HttpReply,
  { answerOf }: Pick<RoomContext, 'answerOf'>,
  { gone, unwanted } = usualFinalStatuses,
): SendResult {
  const { status, text, retryAfterMs: waitMs } = reply;
  if (reply.ofNetwork !== undefined) return networkResult(status, reply.ofNetwork);
  const answer = said(answerOf(`${String(status)} ${text}`));
  if (gone.includes(status)) return { outcome: 'refused', answer };
  if (status >= 200 && status < 300) return { outcome: 'accepted', answer, restMs: reply.usedUpMs };
  if (status >= 300 && status < 400) {
    return { outcome: 'refused', answer: { code: 'redirect-not-followed', facts: { status } } };
  }
  if (unwanted.includes(status)) return { outcome: 'refused', answer, onlyThis: true };
  return { outcome: 'retry', answer, retryAfterMs: waitMs, restMs: restOf(status, waitMs) };
}

function networkResult(status: number, reply: NetworkReply): SendResult {
  return { outcome: 'retry', answer: { code: 'network-replied', facts: { status, reply } } };
}

/** A service that is unavailable is asked again with other messages after this long. */
const longestUnavailableMs = 60_000;

/**
 * For how long a status concerns the whole channel, not just the message: 429 limits all its messages; 503 speaks of the
 * service, but often comes from a single one of its servers.
 */
function restOf(status: number, waitMs: number | undefined): number | undefined {
  if (waitMs === undefined || status === 429) return waitMs;
  return status === 503 ? Math.min(waitMs, longestUnavailableMs) : undefined;
}
