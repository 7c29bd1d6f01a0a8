/**
 * PagerDuty's Events API v2 (https://developer.pagerduty.com/docs/events-api-v2-overview). An outage is one alert there:
 * all its messages have the same key, so that a repeated one changes nothing and the recovery resolves it. What is
 * resolved before it could be sent, and a test, is opened without urgency and resolved at once.
 */
import { cap } from '../../../../contract/plain-text.ts';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import { describeMessage, type MessageContent } from '../../message.ts';
import { beginOf } from '../../message-words.ts';
import { computerName } from '../../computer-name.ts';
import { isMonitorNotification } from '../../payload.ts';
import type { ChannelRoom, Clear, Message, RoomContext, SendResult } from '../channel.ts';
import { sendJson, sendResultOf, type FinalStatuses } from '../http-send.ts';
import { subjectKey } from '../message-keys.ts';
import { messageMoment } from '../message-moment.ts';
import { isResolved, plainLines, urgencyOf, type Urgency } from '../plain-body.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404, 410], unwanted: [400, 413] };
const summaryLength = 1_024;
const detailsLength = 8_000;

const severities: Readonly<Record<Urgency, string>> = { urgent: 'critical', raised: 'warning', usual: 'info' };

export const pagerduty: ChannelRoom<'pagerduty'> = {
  deadlineMs: 15_000,
  // About 120 events a minute per key.
  pace: { everyMs: 600, burst: 20, perMessage: 2 },
  async send(channel, message, context) {
    const { event } = message.payload;
    const isAtOnce = event === 'test' || message.includesDown;
    if (!isAtOnce) return enqueue(channel, { message, action: actionOf(event) }, context);
    const opened = await enqueue(channel, { message, action: 'trigger' }, context);
    return opened.outcome === 'accepted' ? enqueue(channel, { message, action: 'resolve' }, context) : opened;
  },
};

interface Event {
  readonly message: Message;
  readonly action: 'trigger' | 'acknowledge' | 'resolve';
}

function actionOf(event: Message['payload']['event']): Event['action'] {
  if (event === 'acknowledged') return 'acknowledge';
  return isResolved(event) ? 'resolve' : 'trigger';
}

async function enqueue(
  { id, server, routingKey }: Clear<ChannelOf<'pagerduty'>>,
  { message, action }: Event,
  context: RoomContext,
): Promise<SendResult> {
  const content = describeMessage(message, messageMoment(context));
  const json = {
    routing_key: routingKey,
    event_action: action,
    dedup_key: subjectKey(message, id),
    client: content.footer,
    ...linksOf(content),
    ...(action === 'trigger' ? { payload: payloadOf(message, content) } : {}),
  };
  const reply = await sendJson({ url: `${server.replace(/\/+$/u, '')}/v2/enqueue`, json }, context);
  const result = sendResultOf(reply, context, statuses);
  const isKeyInvalid = result.outcome === 'refused' && /routing.key/iu.test(reply.text);
  return isKeyInvalid ? { outcome: 'refused', answer: result.answer } : result;
}

function linksOf({ url, link }: MessageContent): object {
  const links = [...(url === null ? [] : [{ text: url, url }]), ...(link === null ? [] : [link])];
  return links.length === 0 ? {} : { links: links.map(({ text, url: href }) => ({ href, text })) };
}

function payloadOf(message: Message, content: MessageContent): object {
  const { payload } = message;
  return {
    summary: cap(content.title, summaryLength),
    source: isMonitorNotification(payload) ? payload.monitorName : computerName(),
    severity: severities[urgencyOf(message)],
    timestamp: new Date(beginOf(payload)).toISOString(),
    component: computerName(),
    custom_details: { details: cap(plainLines(content), detailsLength) },
  };
}
