/**
 * Apprise API (https://github.com/caronc/apprise-api): one message to all services of a configuration, or to those with a
 * tag. 204 means that there is no such configuration, so nothing was sent. 424 means that some services failed: it is not
 * sent again, as the others have it.
 */
import { describeMessage } from '../../message.ts';
import type { Tone } from '../../message-words.ts';
import type { ChannelRoom } from '../channel.ts';
import { sendJson, sendResultOf, type FinalStatuses } from '../http-send.ts';
import { messageMoment } from '../message-moment.ts';
import { plainBody } from '../plain-body.ts';

const statuses: FinalStatuses = { gone: [204, 401, 403, 404, 405, 421], unwanted: [400, 413, 431] };
const someFailed = 424;

const types: Readonly<Record<Tone, string>> = {
  bad: 'failure',
  warning: 'warning',
  good: 'success',
  neutral: 'info',
};

export const apprise: ChannelRoom<'apprise'> = {
  // It responds when all services have.
  deadlineMs: 60_000,
  // No documented limit: enough for any server, without flooding it.
  pace: { everyMs: 500, burst: 10 },
  async send({ notifyUrl, tag }, message, context) {
    const content = describeMessage(message, messageMoment(context));
    const json = {
      title: content.title,
      body: plainBody(content),
      type: types[content.tone],
      format: 'text',
      ...(tag === null ? {} : { tag }),
    };
    const reply = await sendJson({ url: notifyUrl, json }, context);
    const result = sendResultOf(reply, context, statuses);
    return reply.status === someFailed ? { outcome: 'accepted', answer: result.answer, hasRefused: true } : result;
  },
};
