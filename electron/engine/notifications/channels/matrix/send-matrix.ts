/**
 * Matrix: a message event in a room (https://spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid).
 * The id of the transaction is that of the message, so that a server that has an earlier attempt does not repeat it. A room
 * that the account is not in and a wrong token are permanent.
 */
import { cap } from '../../../../contract/plain-text.ts';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import { describeMessage, type MessageContent } from '../../message.ts';
import type { ChannelRoom, Clear, RoomContext, SendResult } from '../channel.ts';
import { escapeMarkup } from '../escape-markup.ts';
import { sendJson, sendResultOf, type FinalStatuses, type HttpReply } from '../http-send.ts';
import { jsonReply } from '../json-reply.ts';
import { messageKey } from '../message-keys.ts';
import { messageMoment } from '../message-moment.ts';
import { plainBody } from '../plain-body.ts';
import { toneColours } from '../tone-colours.ts';
import { turnFirst, withReceipt } from '../turn-first.ts';

const statuses: FinalStatuses = { gone: [401, 403, 404], unwanted: [400, 413] };

/** An event has at most 65,536 bytes, and the text is in it twice. */
const bodyLength = 6_000;
const titleLength = 500;
const longestWaitMs = 900_000;

export const matrix: ChannelRoom<'matrix'> = {
  deadlineMs: 15_000,
  // Homeservers take 10 at once, then one every 5 s, unless they are configured otherwise.
  pace: { everyMs: 5_000, burst: 8, perMessage: 2 },
  send(channel, message, context) {
    const content = describeMessage(message, messageMoment(context));
    const key = messageKey(message, channel.id);
    const post = (json: object, suffix = ''): Promise<SendResult> =>
      put(channel, { transaction: key + suffix, json }, context);
    return turnFirst(message, {
      change: (receipt) => post(replacementOf(eventOf(content), receipt), '-change'),
      announce: (receipt) => post({ ...briefEventOf(content), ...replyTo(receipt) }, '-reply'),
      send: () => post({ ...eventOf(content), ...replyTo(message.first) }),
    });
  },
};

interface Transaction {
  readonly transaction: string;
  readonly json: object;
}

async function put(
  { homeserver, room, accessToken }: Clear<ChannelOf<'matrix'>>,
  { transaction, json }: Transaction,
  context: RoomContext,
): Promise<SendResult> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${transaction}`;
  const url = homeserver.replace(/\/+$/u, '') + path;
  const headers = { authorization: `Bearer ${accessToken}` };
  const reply = await sendJson({ method: 'PUT', url, json, headers }, context);
  return withReceipt(resultOf(reply, context), jsonReply(reply.text)['event_id']);
}

interface RoomMessage {
  readonly msgtype: 'm.text';
  readonly body: string;
  readonly format: string;
  readonly formatted_body: string;
  readonly 'm.mentions': object;
}

/** Clients that know no changes show its own body, marked as one. */
function replacementOf(event: RoomMessage, receipt: string): object {
  const relation = { rel_type: 'm.replace', event_id: receipt };
  return { ...event, body: `* ${event.body}`, 'm.new_content': event, 'm.relates_to': relation };
}

function replyTo(receipt: string | undefined): object {
  return receipt === undefined ? {} : { 'm.relates_to': { 'm.in_reply_to': { event_id: receipt } } };
}

function briefEventOf({ title, footer }: MessageContent): object {
  return { msgtype: 'm.text', body: `${cap(title, titleLength)}\n${footer}`, 'm.mentions': {} };
}

function eventOf(content: MessageContent): RoomMessage {
  const title = cap(content.title, titleLength);
  const body = plainBody(content, bodyLength);
  const lines = escapeMarkup(body).replaceAll('\n', '<br>');
  const mark = `<font data-mx-color="${toneColours[content.tone]}">●</font>`;
  return {
    msgtype: 'm.text',
    body: `${title}\n${body}`,
    format: 'org.matrix.custom.html',
    formatted_body: `${mark} <strong>${escapeMarkup(title)}</strong><br>${lines}`,
    // Nobody is mentioned, whatever the text says.
    'm.mentions': {},
  };
}

/** Older servers name the wait in the body. */
function resultOf(reply: HttpReply, context: RoomContext): SendResult {
  const waitMs = jsonReply(reply.text)['retry_after_ms'];
  const bodyMs = typeof waitMs === 'number' ? Math.min(waitMs, longestWaitMs) : undefined;
  return sendResultOf({ ...reply, retryAfterMs: reply.retryAfterMs ?? bodyMs }, context, statuses);
}
