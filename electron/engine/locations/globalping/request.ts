/**
 * What is asked of Globalping: GET or HEAD, no body, no redirects. Secrets stay here: a monitor that sends any is asked
 * for without its headers, and judged by reachability alone. Pure.
 */
import { isIP } from 'node:net';
import type { LocationOf } from '../../../contract/locations/registry.ts';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import { isSecretHeader } from '../../fields/secret-header.ts';
import { parseUrl } from '../../../contract/parse-url.ts';

export interface Measurement {
  /** The body of the request. */
  readonly body: object;
  readonly url: URL;
  /** Any response below 500 is good. */
  readonly isReachability: boolean;
}

/** @param finalUrl where redirects led this computer; null: nowhere else. */
export function measurementOf(
  monitor: HttpMonitor,
  { where }: LocationOf<'globalping'>,
  finalUrl: string | null,
): Measurement {
  const url = new URL(monitor.url);
  const isReachability = !isPlain(monitor);
  const final = finalUrl === null || !monitor.followRedirects ? null : parseUrl(finalUrl);
  return { body: bodyOf(monitor, { url: final ?? url, where, isReachability }), url: final ?? url, isReachability };
}

/** Nothing of it is a secret, and Globalping can send it as it is. */
function isPlain({ method, body, auth, headers }: HttpMonitor): boolean {
  const isSendable = (method === 'GET' || method === 'HEAD') && body === null;
  return isSendable && auth === null && !Object.keys(headers).some(isSecretHeader);
}

interface Asked {
  readonly url: URL;
  readonly where: string;
  readonly isReachability: boolean;
}

function bodyOf({ method, headers, ipFamily }: HttpMonitor, { url, where, isReachability }: Asked): object {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const isTls = url.protocol === 'https:';
  return {
    type: 'http',
    target: host,
    locations: [{ magic: where }],
    measurementOptions: {
      protocol: isTls ? 'HTTPS' : 'HTTP',
      port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
      ...(ipFamily === 'auto' || isIP(host) !== 0 ? {} : { ipVersion: ipFamily }),
      request: {
        method: method === 'HEAD' ? 'HEAD' : 'GET',
        path: url.pathname,
        query: url.search.slice(1),
        headers: isReachability ? {} : headers,
      },
    },
  };
}
