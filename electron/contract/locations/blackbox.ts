/** A Prometheus blackbox_exporter: what a good response is, its modules decide. */
import { optional, secret, text, variant } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineLocation } from './definition.ts';

/** The names of its modules, where one is named; those of the example configuration that comes with the exporter. */
const modules = { tlsModule: 'tls_connect', pingModule: 'icmp', dnsModule: 'dns_{monitor}' } as const;

export const blackbox = defineLocation({
  kind: 'blackbox',
  version: 2,
  upgrades: [(before) => ({ ...before, ...modules })],
  fields: {
    url: text({ format: 'web-url', longest: 1_000, placeholder: 'http://10.0.0.5:9115' }),
    /** For web endpoints. */
    module: text({ longest: 200, default: 'http_2xx' }),
    /** For ports. */
    tcpModule: text({ longest: 200, default: 'tcp_connect' }),
    /** For ports with TLS, and for certificates; those with STARTTLS use `smtp_starttls` and the like. */
    tlsModule: text({ longest: 200, default: modules.tlsModule }),
    pingModule: text({ longest: 200, default: modules.pingModule }),
    /** A module asks for one name: `{monitor}` is the id of the monitor, with `_` for `-`. */
    dnsModule: text({ longest: 200, default: modules.dnsModule }),
    auth: optional(
      variant({
        basic: { username: text({ mayBeEmpty: true }), password: secret({ mayBeEmpty: true }) },
        bearer: { token: secret({ longest: 8_192 }) },
      }),
    ),
  },
  unnamed: 'Blackbox',
  origin: ({ url }) => originOfUrl(url),
  asks: ['http', 'tcp', 'ping', 'dns', 'certificate'],
  // Its target is the name server.
  obstacles: { dns: ({ resolver }) => (resolver === null ? 'resolver' : null) },
  isPublic: () => false,
  isMetered: false,
});
