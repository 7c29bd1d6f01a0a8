/** A Prometheus blackbox_exporter: what a good response is, its modules decide. */
import { optional, secret, text, variant } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineLocation } from './definition.ts';

export const blackbox = defineLocation({
  kind: 'blackbox',
  version: 1,
  fields: {
    url: text({ format: 'web-url', longest: 1_000, placeholder: 'http://10.0.0.5:9115' }),
    /** For web endpoints. */
    module: text({ longest: 200, default: 'http_2xx' }),
    /** For ports. */
    tcpModule: text({ longest: 200, default: 'tcp_connect' }),
    auth: optional(
      variant({
        basic: { username: text({ mayBeEmpty: true }), password: secret({ mayBeEmpty: true }) },
        bearer: { token: secret({ longest: 8_192 }) },
      }),
    ),
  },
  unnamed: 'Blackbox',
  origin: ({ url }) => originOfUrl(url),
  asks: ['http', 'tcp'],
  isPublic: () => false,
  isMetered: false,
});
