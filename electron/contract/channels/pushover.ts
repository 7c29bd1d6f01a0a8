/** Pushover: push notifications to phones. */
import { flag, optional, secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const pushover = defineChannel({
  kind: 'pushover',
  version: 1,
  fields: {
    /** Of a user or a group. */
    userKey: secret({ longest: 64 }),
    /** Of an application. */
    token: secret({ longest: 64 }),
    device: optional(text({ longest: 100 })),
    /** Critical outages repeat their sound until somebody confirms one on the phone. */
    isInsistent: flag(false),
    server: text({ format: 'webhook-url', default: 'https://api.pushover.net' }),
  },
  unnamed: 'Pushover',
  origin: ({ server }) => originOfUrl(server),
  isRemote: true,
  isGrouped: true,
});
