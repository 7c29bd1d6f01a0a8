/** Gotify: a push server of one's own. */
import { secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const gotify = defineChannel({
  kind: 'gotify',
  version: 1,
  fields: {
    server: text({ format: 'webhook-url', placeholder: 'https://gotify.example.com' }),
    /** Of an application. */
    token: secret({ longest: 256 }),
  },
  unnamed: 'Gotify',
  origin: ({ server }) => originOfUrl(server),
  isRemote: true,
  isGrouped: true,
});
