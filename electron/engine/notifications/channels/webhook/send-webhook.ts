/**
 * Custom webhooks. 2xx is a success; 410 means that the receiver is permanently gone; other statuses that blame the
 * request reject only this message, since the next may be accepted; 408, 425, 429 and 5xx are retried.
 *
 * With a signing secret each request has `X-Vigilmon-Signature: t=<Unix seconds>,v1=<hex>`: the HMAC-SHA256 of the time,
 * a full stop and the body, so that the receiver can verify the sender and detect replays.
 */
import { createHmac } from 'node:crypto';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import type { ChannelRoom, Clear } from '../channel.ts';
import { sendResultOf, sendHttp, type FinalStatuses } from '../http-send.ts';
import { messageMoment } from '../message-moment.ts';
import { webhookBody } from './webhook-body.ts';
import { webhookPayload } from './webhook-payload.ts';

const statuses: FinalStatuses = {
  gone: [410],
  unwanted: [400, 401, 403, 404, 405, 413, 415, 422],
};

const contentTypes = { json: 'application/json; charset=utf-8', form: 'application/x-www-form-urlencoded' } as const;

export const webhook: ChannelRoom<'webhook'> = {
  deadlineMs: 10_000,
  // No documented limit: enough for any server, without flooding it.
  pace: { everyMs: 100, burst: 20 },
  async send(channel, message, context) {
    const { url, method } = channel;
    const moment = messageMoment(context);
    const body = webhookBody(channel, webhookPayload(message, channel, moment));
    const headers = headersOf(channel, { body, nowMs: moment.nowMs });
    return sendResultOf(await sendHttp({ url, method, headers, body }, context), context, statuses);
  },
};

interface Signed {
  readonly body: string;
  readonly nowMs: number;
}

/** Names in lower case, so that configured headers replace the default ones. */
function headersOf(
  { format, headers, signingSecret }: Clear<ChannelOf<'webhook'>>,
  signed: Signed,
): Readonly<Record<string, string>> {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    'content-type': contentTypes[format],
    ...Object.fromEntries(given),
    ...(signingSecret === null ? {} : { 'x-vigilmon-signature': signatureOf(signingSecret, signed) }),
  };
}

function signatureOf(secret: string, { body, nowMs }: Signed): string {
  const time = String(Math.floor(nowMs / 1_000));
  const mac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${mac}`;
}
