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
import { originOfUrl, type Origin } from '../fields/origin.ts';
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

/** A password of the proxy goes to the proxy: with one, another proxy is another origin as well. */
function originOfSecrets({ url, proxy, proxyLogin }: SentTo): Origin | null {
  const origin = originOfUrl(url);
  if (proxyLogin === null || origin === null) return origin;
  return { ...origin, host: `${origin.host}|${proxy ?? ''}` };
}

interface SentTo {
  readonly url: string;
  readonly proxy: string | null;
  readonly proxyLogin: object | null;
}

export const http = defineMonitor({
  kind: 'http',
  version: 4,
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
    (before) => ({ ...before, proxyLogin: null }),
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
    /** `system`: as the system says. */
    proxy: optional(text({ format: 'proxy', longest: 1_000, placeholder: 'http://proxy.example.com:3128' })),
    /** Of a proxy with a URL. */
    proxyLogin: optional(group({ username: text(), password: secret({ mayBeEmpty: true }) })),
    ...certificateFields,
    ...probedFields,
    assertions: assertions(['status', 'json', 'body', 'header', 'responseTime', 'finalUrl', 'certificateDays']),
  },
  fromAddress(typed) {
    const url = webAddressOf(typed);
    return url === null ? null : { url };
  },
  hasCommand: true,
  target: ({ url }) => url,
  link: ({ url, method }) => ({ url, label: method === 'GET' ? url : `${method} ${url}` }),
  hostOf: ({ url }) => new URL(url).host,
  origin: originOfSecrets,
  defaultName: ({ url = '' }) => url.trim().replace(/^\w+:\/\//, ''),
  unnamed: 'Monitor',
  complete: completeProbed,
  alsoSecret: ({ auth, proxyLogin }) =>
    [auth?.type === 'basic' ? auth : null, proxyLogin].flatMap((login) =>
      typeof login?.password === 'string' ? [base64(`${login.username}:${login.password}`)] : [],
    ),
  problems(values) {
    const { method, body, auth, headers: sent } = values;
    const found: Record<string, Problem> = { ...probedProblems(values) };
    if (body !== null && bodilessMethods.includes(method)) found.body = problem('body-with-method', { method });
    // A colon ends the user name (RFC 7617).
    if (auth !== null && auth.type !== 'bearer' && auth.username.includes(':'))
      found['auth.username'] = problem('colon-in-username');
    const { proxy, proxyLogin } = values;
    if (proxyLogin !== null && (proxy === null || proxy === 'system')) found.proxy = problem('login-without-proxy');
    // SOCKS sends the two apart.
    const isBasic = proxy !== null && !proxy.startsWith('socks5:');
    if (proxyLogin?.username.includes(':') === true && isBasic) {
      found['proxyLogin.username'] = problem('colon-in-username');
    }
    const authorization = Object.keys(sent).find((name) => name.toLowerCase() === 'authorization');
    if (auth !== null && authorization !== undefined) {
      found[`headers.${authorization}`] = problem('header-of-login');
    }
    return found;
  },
});

export type HttpAuth = NonNullable<ValuesOf<(typeof http)['fields']>['auth']>;
