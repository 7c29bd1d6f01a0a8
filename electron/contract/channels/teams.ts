/** Microsoft Teams, by a workflow that posts what its webhook receives. */
import { secret } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { parseUrl } from '../parse-url.ts';
import { problem } from '../problems.ts';
import { defineChannel } from './definition.ts';

export const teams = defineChannel({
  kind: 'teams',
  version: 1,
  fields: {
    webhookUrl: secret({
      format: 'webhook-url',
      longest: 2_048,
      placeholder: 'https://….logic.azure.com/workflows/…',
    }),
  },
  unnamed: 'Teams',
  origin: ({ webhookUrl }) => originOfUrl(webhookUrl),
  isRemote: true,
  isGrouped: true,
  problems({ webhookUrl }) {
    const isRetired = typeof webhookUrl === 'string' && isConnector(parseUrl(webhookUrl));
    return isRetired ? { webhookUrl: problem('retired-connector') } : {};
  },
});

/** The connectors of Office 365, which Microsoft has retired. */
function isConnector(url: URL | null): boolean {
  return (
    url !== null &&
    /(?:^|\.)(?:webhook\.office\.com|outlook\.office\.com|outlook\.office365\.com)$/iu.test(url.hostname)
  );
}
