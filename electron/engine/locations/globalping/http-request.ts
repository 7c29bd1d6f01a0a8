/**
 * What is asked of Globalping about a web endpoint: GET or HEAD, no body, no redirects. Secrets stay here: a monitor that
 * sends any is asked for without them, and judged by reachability alone. Pure.
 */
import { isIP } from 'node:net';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import { parseUrl } from '../../../contract/parse-url.ts';
import { isSecretHeader, isSecretParameter } from '../../fields/secret-header.ts';
import { scopeOf } from '../../network/scope.ts';

export interface Disclosed {
  readonly url: URL;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Secrets are left out. */
  readonly isReachability: boolean;
}

/** @param finalUrl where redirects led this computer; null: nowhere else. */
export function disclosedOf(monitor: HttpMonitor, finalUrl: string | null): Disclosed {
  const { method, body, auth, headers } = monitor;
  const url = destinationOf(monitor, finalUrl);
  const search = withoutSecrets(url.search);
  const isSendable = (method === 'GET' || method === 'HEAD') && body === null;
  const isWhole = search === url.search && auth === null && !Object.keys(headers).some(isSecretHeader);
  url.search = search;
  const isReachability = !isSendable || !isWhole;
  return { url, headers: isReachability ? {} : headers, isReachability };
}

/**
 * Where redirects lead, since no probe follows them. Not with a query that they added, which may be a session or a
 * signature, and not from the internet into a network of one's own.
 */
function destinationOf({ url, followRedirects }: HttpMonitor, finalUrl: string | null): URL {
  const own = new URL(url);
  const final = finalUrl === null || !followRedirects ? null : parseUrl(finalUrl);
  if (final === null) return own;
  const isOwnQuery = final.search === '' || final.search === own.search;
  return isOwnQuery && scopeOf(final.hostname, null) === scopeOf(own.hostname, null) ? final : own;
}

/** The others stay as they are written. */
function withoutSecrets(search: string): string {
  const parts = search.slice(1).split('&');
  const kept = parts.filter((part) => !isSecretParameter(nameOf(part)));
  return kept.length === parts.length ? search : kept.join('&');
}

function nameOf(part: string): string {
  const [name = ''] = new URLSearchParams(part).keys();
  return name;
}

export function requestFor({ method, ipFamily }: HttpMonitor, { url, headers }: Disclosed): object {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const isTls = url.protocol === 'https:';
  return {
    type: 'http',
    target: host,
    measurementOptions: {
      protocol: isTls ? 'HTTPS' : 'HTTP',
      port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
      ...(ipFamily === 'auto' || isIP(host) !== 0 ? {} : { ipVersion: ipFamily }),
      request: {
        method: method === 'HEAD' ? 'HEAD' : 'GET',
        path: url.pathname,
        query: url.search.slice(1),
        headers,
      },
    },
  };
}
