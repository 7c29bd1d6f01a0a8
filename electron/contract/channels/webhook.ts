/** Custom webhooks: any HTTP server. */
import { choice, headers, optional, secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { longestTemplate, templateFormats, templateProblem } from '../template.ts';
import { defineChannel } from './definition.ts';

/** The placeholders of templates; README documents them. */
export const webhookPlaceholders = [
  'event',
  'title',
  'text',
  'reasons',
  'incident.id',
  'incident.startedAt',
  'incident.endedAt',
  'incident.durationMs',
  'incidentUrl',
  'monitor.id',
  'monitor.name',
  'monitor.severity',
  'monitor.target',
  'channel.id',
  'channel.name',
  'since',
  'detectedAt',
  'confirmedAt',
  'computer',
  'sentAt',
] as const;
export type WebhookPlaceholder = (typeof webhookPlaceholders)[number];

export const webhook = defineChannel({
  kind: 'webhook',
  version: 1,
  fields: {
    // URLs of receivers often contain a token.
    url: secret({ format: 'webhook-url', longest: 2_048, placeholder: 'https://example.com/hooks/vigilmon' }),
    method: choice(['POST', 'PUT', 'PATCH'], 'POST'),
    format: choice(templateFormats, 'json'),
    headers: headers(),
    template: optional(
      text({ format: 'any', longest: longestTemplate, placeholder: '{"text": "{{title}}"}', isSealed: true }),
    ),
    signingSecret: optional(secret({ longest: 1_024 })),
  },
  unnamed: 'Webhook',
  origin: ({ url }) => originOfUrl(url),
  isRemote: true,
  isGrouped: false,
  problems({ format, template }) {
    const found = template === null ? null : templateProblem(template, format, webhookPlaceholders);
    return found === null ? {} : { template: found };
  },
});
