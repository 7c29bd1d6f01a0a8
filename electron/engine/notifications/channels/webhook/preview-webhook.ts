/** What a webhook would send, for an outage made up as an example. Nothing is sent, and no channel needs to exist. */
import { webhookPlaceholders } from '../../../../contract/channels/webhook.ts';
import type { Problem } from '../../../../contract/problems.ts';
import { templateProblem } from '../../../../contract/template.ts';
import { exampleMessage } from '../../example-message.ts';
import type { MessageMoment } from '../../message.ts';
import { webhookBody, type BodyFields } from './webhook-body.ts';
import { webhookPayload } from './webhook-payload.ts';

type WebhookPreview = { readonly body: string } | { readonly problem: Problem };

export function previewWebhook(fields: BodyFields, moment: MessageMoment): WebhookPreview {
  const { format, template } = fields;
  const found = template === null ? null : templateProblem(template, format, webhookPlaceholders);
  if (found !== null) return { problem: found };
  const { wording } = moment.speech;
  const channel = { id: 'webhook', name: wording.notifications.example.channel };
  return { body: webhookBody(fields, webhookPayload(exampleMessage(moment), channel, moment)) };
}
