/** A bot of Telegram, in a private chat, a group or a channel. */
import { integer, optional, secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const telegram = defineChannel({
  kind: 'telegram',
  version: 1,
  fields: {
    botToken: secret({ longest: 256, placeholder: '123456:ABC…' }),
    chat: text({ longest: 64, placeholder: '-1001234567890 or @channel' }),
    /** Of a topic in a group with topics. */
    thread: optional(integer({ least: 1, most: Number.MAX_SAFE_INTEGER })),
    /** For a Bot API server of one's own. */
    server: text({ format: 'webhook-url', default: 'https://api.telegram.org' }),
  },
  unnamed: 'Telegram',
  origin: ({ server }) => originOfUrl(server),
  fromAddress(url) {
    const token = url.hostname === 'api.telegram.org' ? /^\/bot(\d+:[\w-]+)/u.exec(url.pathname)?.[1] : undefined;
    const chat = url.searchParams.get('chat_id');
    if (token === undefined) return null;
    return { botToken: token, ...(chat === null ? {} : { chat }) };
  },
  isRemote: true,
  isGrouped: true,
});
