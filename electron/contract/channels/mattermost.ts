/** Incoming webhooks of Mattermost. */
import { secret } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const mattermost = defineChannel({
  kind: 'mattermost',
  version: 1,
  fields: {
    webhookUrl: secret({
      format: 'webhook-url',
      longest: 2_048,
      placeholder: 'https://mattermost.example.com/hooks/…',
    }),
  },
  unnamed: 'Mattermost',
  origin: ({ webhookUrl }) => originOfUrl(webhookUrl),
  fromAddress(url) {
    const isOwn = url.search === '' && /\/hooks\/[a-z0-9]{26}$/u.test(url.pathname);
    return isOwn ? { webhookUrl: url.href } : null;
  },
  isRemote: true,
  isGrouped: true,
});
