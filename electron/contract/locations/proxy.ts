/** An HTTP or SOCKS5 proxy, through which the checks of this computer leave from somewhere else. It resolves the names. */
import { group, optional, secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineLocation } from './definition.ts';

export const proxy = defineLocation({
  kind: 'proxy',
  version: 1,
  fields: {
    url: text({ format: 'proxy-url', longest: 1_000, placeholder: 'socks5://10.0.0.5:1080' }),
    login: optional(group({ username: text(), password: secret({ mayBeEmpty: true }) })),
  },
  unnamed: 'Proxy',
  origin: ({ url }) => originOfUrl(url),
  asks: ['http', 'tcp', 'certificate'],
  isPublic: () => false,
  isMetered: false,
});
