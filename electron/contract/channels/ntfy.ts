/** ntfy: push notifications to phones and desktops, by ntfy.sh or a server of one's own. */
import { optional, secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineChannel } from './definition.ts';

export const ntfy = defineChannel({
  kind: 'ntfy',
  version: 1,
  fields: {
    // Whoever knows the topic of a public server can read it.
    topic: secret({ longest: 64, placeholder: 'a-name-nobody-guesses' }),
    server: text({ format: 'webhook-url', default: 'https://ntfy.sh' }),
    token: optional(secret({ longest: 1_024, placeholder: 'tk_…' })),
  },
  unnamed: 'ntfy',
  origin: ({ server }) => originOfUrl(server),
  fromAddress({ hostname, pathname }) {
    const topic = hostname === 'ntfy.sh' ? /^\/([\w-]{1,64})$/u.exec(pathname)?.[1] : undefined;
    return topic === undefined ? null : { topic };
  },
  isRemote: true,
  isGrouped: true,
});
