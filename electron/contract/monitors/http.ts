/** A web endpoint, requested at its interval. */
import {
  assertions,
  choice,
  flag,
  group,
  headers,
  integer,
  optional,
  secret,
  text,
  variant,
  type ValuesOf,
} from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { problem, type Problem } from '../problems.ts';
import { certificateFields, defineMonitor, completeProbed, probedFields, probedProblems } from './definition.ts';
import { webAddressOf } from './web-address.ts';

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export type HttpMethod = (typeof httpMethods)[number];

const bodilessMethods: readonly HttpMethod[] = ['GET', 'HEAD'];

/** Of the UTF-8 text, as in Basic authentication (RFC 7617). */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

export const http = defineMonitor({
  kind: 'http',
  version: 3,
  upgrades: [
    (before) => ({
      ...before,
      maxRedirects: 5,
      serverName: null,
      clientCertificate: null,
      trustedCertificates: null,
      proxy: null,
    }),
    (before) => ({ ...before, systemCertificates: true }),
  ],
  observedBy: 'probe',
  fields: {
    url: text({ format: 'web-url', longest: 4_096, placeholder: 'https://example.com/health' }),
    method: choice(httpMethods, 'GET'),
    headers: headers(),
    body: optional(text({ format: 'any', longest: 100_000, isSealed: true })),
    auth: optional(
      variant({
        basic: { username: text({ mayBeEmpty: true }), password: secret({ mayBeEmpty: true }) },
        digest: { username: text(), password: secret({ mayBeEmpty: true }) },
        bearer: { token: secret({ longest: 8_192 }) },
      }),
    ),
    followRedirects: flag(true),
    maxRedirects: integer({ least: 0, most: 20, default: 5 }),
    /** For SNI and the name on the certificate, where the URL holds an address. */
    serverName: optional(text({ format: 'host', longest: 253, placeholder: 'www.example.com' })),
    /** In PEM; sent to the monitor's own origin alone. */
    clientCertificate: optional(
      group({
        cert: text({ format: 'certificates', longest: 50_000 }),
        key: secret({ format: 'any', longest: 50_000 }),
        passphrase: optional(secret()),
      }),
    ),
    /** In PEM: authorities that are trusted beside the well-known ones. */
    trustedCertificates: optional(text({ format: 'certificates', longest: 200_000 })),
    /** The system's authorities are trusted as well. */
    systemCertificates: flag(true),
    /** `system`: as the environment says. */
    proxy: optional(text({ format: 'proxy', longest: 1_000, placeholder: 'http://proxy.example.com:3128' })),
    ...certificateFields,
    ...probedFields,
    assertions: assertions(['status', 'json', 'body', 'header', 'responseTime', 'finalUrl', 'certificateDays']),
  },
  fromAddress(typed) {
    const url = webAddressOf(typed);
    return url === null ? null : { url };
  },
  target: ({ url }) => url,
  link: ({ url, method }) => ({ url, label: method === 'GET' ? url : `${method} ${url}` }),
  hostOf: ({ url }) => new URL(url).host,
  origin: ({ url }) => originOfUrl(url),
  defaultName: ({ url = '' }) => url.trim().replace(/^\w+:\/\//, ''),
  unnamed: 'Monitor',
  complete: completeProbed,
  alsoSecret: ({ auth }) =>
    auth?.type === 'basic' && typeof auth.password === 'string' ? [base64(`${auth.username}:${auth.password}`)] : [],
  problems(values) {
    const { method, body, auth, headers: sent } = values;
    const found: Record<string, Problem> = { ...probedProblems(values) };
    if (body !== null && bodilessMethods.includes(method)) found.body = problem('body-with-method', { method });
    // A colon ends the user name (RFC 7617).
    if (auth !== null && auth.type !== 'bearer' && auth.username.includes(':'))
      found['auth.username'] = problem('colon-in-username');
    const authorization = Object.keys(sent).find((name) => name.toLowerCase() === 'authorization');
    if (auth !== null && authorization !== undefined) {
      found[`headers.${authorization}`] = problem('header-of-login');
    }
    return found;
  },
});

export type HttpAuth = NonNullable<ValuesOf<(typeof http)['fields']>['auth']>;
