/** The request of a monitor, with default headers. The monitor's own headers take precedence. */
import type { HttpAuth, HttpMethod } from '../../../contract/monitors/http.ts';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import type { Secret } from '../../../contract/model/secret.ts';
import { acceptedEncodings } from './content-decoding.ts';
import { ProbeError } from '../../transport/probe-error.ts';

export interface ProbeRequest {
  readonly url: URL;
  /** The URL without path and query. */
  readonly origin: URL;
  readonly method: HttpMethod;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** As the request line names it; absent: by its path and query. */
  readonly target?: string;
}

/** A monitor sends the same request for many checks. */
const requests = new WeakMap<HttpMonitor, ProbeRequest>();

/** @param version of the program, which never changes while it runs. */
export function requestOf(monitor: HttpMonitor, version: string | undefined): ProbeRequest {
  const known = requests.get(monitor);
  if (known !== undefined) return known;
  const request = makeRequest(monitor, version);
  requests.set(monitor, request);
  return request;
}

function makeRequest({ url, method, headers, body, auth }: HttpMonitor, version: string | undefined): ProbeRequest {
  const target = new URL(url);
  const authorization = authorizationOf(auth);
  return {
    url: target,
    origin: new URL(target.origin),
    method,
    headers: {
      'user-agent': version === undefined ? 'Vigilmon' : `Vigilmon/${version}`,
      accept: '*/*',
      'accept-encoding': acceptedEncodings,
      ...(body === null ? {} : { 'content-type': contentTypeOf(body) }),
      ...(authorization === null ? {} : { authorization }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), clear(value)])),
    },
    body,
  };
}

function authorizationOf(auth: HttpAuth | null): string | null {
  switch (auth?.type) {
    case 'basic':
      // RFC 7617, in UTF-8.
      return `Basic ${Buffer.from(`${auth.username}:${clear(auth.password)}`).toString('base64')}`;
    case 'bearer':
      return `Bearer ${clear(auth.token)}`;
    // Not before the server has asked for it.
    case 'digest':
    case undefined:
      return null;
  }
}

export function contentTypeOf(body: string): string {
  return /^\s*[[{]/.test(body) ? 'application/json' : 'text/plain; charset=utf-8';
}

/** Probes get secrets in clear text, unless the key to decrypt them is missing. */
function clear(secret: Secret): string {
  if (typeof secret !== 'string') throw new ProbeError({ code: 'secret-unreadable', facts: {} });
  return secret;
}
