/**
 * A webhook of one's own. 2xx is taken; 410 says that the receiver is gone for good; other answers that blame the request
 * are final for this message alone, since the next may be taken; 408, 425, 429 and 5xx are tried again.
 *
 * With a signing secret each request carries `X-Vigilmon-Signature: t=<seconds since 1970>,v1=<hex>`: the HMAC-SHA256 of
 * the time, a full stop and the body, so that the receiver can tell whose it is and that it is not an old one repeated.
 */
import { createHmac } from 'node:crypto';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import { fillTemplate } from '../../../../contract/template.ts';
import type { ChannelRoom, Clear } from '../channel.ts';
import { judgeReply, sendHttp, type FinalStatuses } from '../http-send.ts';
import { webhookPayload, webhookValues, type WebhookPayload } from './webhook-payload.ts';

const statuses: FinalStatuses = {
  gone: [410],
  unwanted: [400, 401, 403, 404, 405, 413, 415, 422],
};

const contentTypes = { json: 'application/json; charset=utf-8', form: 'application/x-www-form-urlencoded' } as const;

export const webhook: ChannelRoom<'webhook'> = {
  deadlineMs: 10_000,
  async send(channel, message, context) {
    const { clock, speech } = context;
    const { url, method } = channel;
    const nowMs = clock.now();
    const body = bodyOf(channel, webhookPayload(message, channel, { nowMs, speech }));
    const headers = headersOf(channel, { body, nowMs });
    return judgeReply(await sendHttp({ url, method, headers, body }, context), context, statuses);
  },
};

function bodyOf({ format, template }: Clear<ChannelOf<'webhook'>>, payload: WebhookPayload): string {
  const values: Readonly<Record<string, string | number | null>> = webhookValues(payload);
  if (template !== null) return fillTemplate(template, format, (name) => values[name] ?? null);
  if (format === 'json') return JSON.stringify(payload);
  const form = new URLSearchParams({ version: String(payload.version) });
  for (const [name, value] of Object.entries(values)) if (value !== null) form.append(name, String(value));
  return form.toString();
}

interface Signed {
  readonly body: string;
  readonly nowMs: number;
}

/** By names in lower case, so that one that is given takes the place of the program's own. */
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
