/** PagerDuty, by its Events API v2. */
import { secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const pagerduty = defineChannel({
  kind: 'pagerduty',
  version: 1,
  fields: {
    routingKey: secret({ longest: 64 }),
    /** `https://events.eu.pagerduty.com` for the service region EU. */
    server: text({ format: 'webhook-url', default: 'https://events.pagerduty.com' }),
  },
  unnamed: 'PagerDuty',
  origin: ({ server }) => originOfUrl(server),
  isRemote: true,
  isGrouped: false,
  takesAcknowledgements: true,
});
