/** The body of a webhook's request: its template with the message filled in, or the whole message without one. */
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import { fillTemplate } from '../../../../contract/template.ts';
import { webhookValues, type WebhookPayload } from './webhook-payload.ts';

export type BodyFields = Pick<ChannelOf<'webhook'>, 'format' | 'template'>;

export function webhookBody({ format, template }: BodyFields, payload: WebhookPayload): string {
  const values: Readonly<Record<string, string | number | null>> = webhookValues(payload);
  if (template !== null) return fillTemplate(template, format, (name) => values[name] ?? null);
  if (format === 'json') return JSON.stringify(payload);
  const form = new URLSearchParams({ version: String(payload.version) });
  for (const [name, value] of Object.entries(values)) if (value !== null) form.append(name, String(value));
  return form.toString();
}
