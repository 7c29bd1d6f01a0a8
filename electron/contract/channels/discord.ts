/** Webhooks of Discord channels. */
import { secret } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const discord = defineChannel({
  kind: 'discord',
  version: 1,
  fields: {
    webhookUrl: secret({
      format: 'webhook-url',
      longest: 2_048,
      placeholder: 'https://discord.com/api/webhooks/…',
    }),
  },
  unnamed: 'Discord',
  origin: ({ webhookUrl }) => originOfUrl(webhookUrl),
  fromAddress(url) {
    const isOwn =
      /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/u.test(url.hostname) &&
      /^\/api\/(?:v\d+\/)?webhooks\/\d+\/./u.test(url.pathname);
    return isOwn ? { webhookUrl: url.href } : null;
  },
  isRemote: true,
  isGrouped: true,
});
