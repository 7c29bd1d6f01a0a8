/** Gotify: `POST /message` with the token of an application (https://gotify.net/docs/pushmsg). */
import { describeMessage } from '../../message.ts';
import type { ChannelRoom } from '../channel.ts';
import { sendJson, sendResultOf, type FinalStatuses } from '../http-send.ts';
import { messageMoment } from '../message-moment.ts';
import { plainBody, urgencyOf, type Urgency } from '../plain-body.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404], unwanted: [400, 413] };
/** 0 to 10; its Android app makes a sound from 4 and insists from 8. */
const priorities: Readonly<Record<Urgency, number>> = { urgent: 8, raised: 5, usual: 4 };

export const gotify: ChannelRoom<'gotify'> = {
  deadlineMs: 10_000,
  // No documented limit: enough for any server, without flooding it.
  pace: { everyMs: 100, burst: 20 },
  async send({ server, token }, message, context) {
    const content = describeMessage(message, messageMoment(context));
    const click = content.url === null ? {} : { 'client::notification': { click: { url: content.url } } };
    const json = {
      title: content.title,
      message: plainBody(content),
      priority: priorities[urgencyOf(message)],
      extras: { 'client::display': { contentType: 'text/plain' }, ...click },
    };
    const headers = { 'x-gotify-key': token };
    const url = `${server.replace(/\/+$/u, '')}/message`;
    return sendResultOf(await sendJson({ url, headers, json }, context), context, statuses);
  },
};
