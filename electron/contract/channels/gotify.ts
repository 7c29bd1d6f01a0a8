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
  fromAddress({ origin, pathname, searchParams }) {
    const token = searchParams.get('token');
    const path = /^(.*)\/message$/u.exec(pathname)?.[1];
    // Tokens of applications begin with an A.
    return path !== undefined && token?.startsWith('A') === true ? { server: origin + path, token } : null;
  },
  isRemote: true,
  isGrouped: true,
});
