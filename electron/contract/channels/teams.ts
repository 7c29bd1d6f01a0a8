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
      placeholder: 'https://NAME.api.powerplatform.com/…',
    }),
  },
  unnamed: 'Teams',
  origin: ({ webhookUrl }) => originOfUrl(webhookUrl),
  fromAddress(url) {
    return isWorkflow(url) || isConnector(url) ? { webhookUrl: url.href } : null;
  },
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

function isWorkflow({ hostname, pathname }: URL): boolean {
  const isHost = /\.(?:logic\.azure\.(?:com|us)|api\.powerplatform\.com)$/u.test(hostname);
  return isHost && /\/workflows\/.*\/triggers\//u.test(pathname);
}
