/** Incoming webhooks of Google Chat spaces. */
import { secret } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const googlechat = defineChannel({
  kind: 'googlechat',
  version: 1,
  fields: {
    webhookUrl: secret({
      format: 'webhook-url',
      longest: 2_048,
      placeholder: 'https://chat.googleapis.com/v1/spaces/…',
    }),
  },
  unnamed: 'Google Chat',
  origin: ({ webhookUrl }) => originOfUrl(webhookUrl),
  fromAddress(url) {
    const isOwn = url.hostname === 'chat.googleapis.com' && /^\/v1\/spaces\/[^/]+\/messages$/u.test(url.pathname);
    return isOwn ? { webhookUrl: url.href } : null;
  },
  isRemote: true,
  isGrouped: true,
});
