/**
 * What is asked of Globalping: GET or HEAD, no body, no redirects. Secrets stay here: a monitor that sends any is asked
 * for without them, and judged by reachability alone. Pure.
 */
import { isIP } from 'node:net';
import type { LocationOf } from '../../../contract/locations/registry.ts';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import { parseUrl } from '../../../contract/parse-url.ts';
import { isSecretHeader, isSecretParameter } from '../../fields/secret-header.ts';
import { scopeOf } from '../../network/scope.ts';
import type { Purpose } from '../budget.ts';
import type { Disclosure } from '../location.ts';

export interface Measurement extends Disclosure {
  /** The body of the request. */
  readonly body: object;
}

export interface Asking {
  readonly purpose: Purpose;
  /** Where redirects led this computer; null: nowhere else. */
  readonly finalUrl: string | null;
}

export function measurementOf(
  monitor: HttpMonitor,
  { where }: Pick<LocationOf<'globalping'>, 'where'>,
  { purpose, finalUrl }: Asking,
): Measurement {
  const disclosure = disclosureOf(monitor, finalUrl);
  const measured = { type: 'http', ...requestFor(monitor, disclosure) };
  return { ...disclosure, body: { ...measured, locations: [{ magic: where }], timeout: timeoutOf(monitor, purpose) } };
}

export function disclosureOf(monitor: HttpMonitor, finalUrl: string | null = null): Disclosure {
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

function requestFor({ method, ipFamily }: HttpMonitor, { url, headers }: Disclosure): object {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const isTls = url.protocol === 'https:';
  return {
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

/** What the service accepts, in seconds. */
const leastTimeout = 5;
const mostTimeout = 30;
/** Two probes, one after the other, have to answer within the time of a confirmation. */
const confirmingTimeout = 7;

function timeoutOf({ timeout }: HttpMonitor, purpose: Purpose): number {
  const most = purpose === 'confirm' ? confirmingTimeout : mostTimeout;
  return Math.min(most, Math.max(leastTimeout, Math.ceil(timeout / 1_000)));
}
