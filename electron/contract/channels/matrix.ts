/** A room on a Matrix homeserver. */
import { secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const matrix = defineChannel({
  kind: 'matrix',
  version: 1,
  fields: {
    homeserver: text({ format: 'webhook-url', placeholder: 'https://matrix.example.org' }),
    /** Its id; the account has joined it. */
    room: text({ longest: 255, placeholder: '!abcdefg:example.org' }),
    accessToken: secret({ longest: 1_024 }),
  },
  unnamed: 'Matrix',
  origin: ({ homeserver }) => originOfUrl(homeserver),
  fromAddress({ hostname, hash }) {
    const room = hostname === 'matrix.to' ? /^#\/(![^/?]+)/u.exec(hash)?.[1] : undefined;
    return room === undefined ? null : { room: decodeURIComponent(room) };
  },
  isRemote: true,
  isGrouped: true,
});
