/** An Apprise API server, which passes messages on to the services of one of its configurations. */
import { optional, secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const apprise = defineChannel({
  kind: 'apprise',
  version: 1,
  fields: {
    // Whoever knows the key of a configuration can send through it.
    notifyUrl: secret({ format: 'webhook-url', longest: 2_048, placeholder: 'https://apprise.example.com/notify/…' }),
    /** Spaces mean and, commas or. */
    tag: optional(text({ longest: 200 })),
  },
  unnamed: 'Apprise',
  origin: ({ notifyUrl }) => originOfUrl(notifyUrl),
  fromAddress(url) {
    const isOwn = url.search === '' && /\/notify\/[\w-]{1,128}\/?$/u.test(url.pathname);
    return isOwn ? { notifyUrl: url.href } : null;
  },
  isRemote: true,
  isGrouped: true,
});
