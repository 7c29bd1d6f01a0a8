/** Slack's incoming webhooks, and servers that accept the same format. */
import { secret } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const slack = defineChannel({
  kind: 'slack',
  version: 1,
  fields: {
    webhookUrl: secret({
      format: 'webhook-url',
      longest: 2_048,
      placeholder: 'https://hooks.slack.com/services/…',
    }),
  },
  unnamed: 'Slack',
  origin: ({ webhookUrl }) => originOfUrl(webhookUrl),
  fromAddress(url) {
    const isOwn = /^hooks\.slack(?:-gov)?\.com$/u.test(url.hostname) && /^\/services\/./u.test(url.pathname);
    return isOwn ? { webhookUrl: url.href } : null;
  },
  isRemote: true,
  isGrouped: true,
  isSuggested: true,
});
