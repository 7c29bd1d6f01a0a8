/**
 * Follows redirects (RFC 9110, section 15.4, and browser practice): only to http and https, at most `maxRedirects` times, and never
 * to a request that was already sent. Another origin gets no body, and of the headers only those that cannot hold a secret.
 */
import { keepsSecrets, originOfUrl } from '../../../contract/fields/origin.ts';
import { parseUrl } from '../../../contract/parse-url.ts';
import { excerpt } from '../../transport/excerpt.ts';
import type { HttpResponse } from './exchange.ts';
import { ProbeError } from '../../transport/probe-error.ts';
import type { Redact } from '../../transport/redaction.ts';
import type { ProbeRequest } from './request.ts';

const redirecting = new Set([301, 302, 303, 307, 308]);

/** A redirect without a `Location` is a normal response. */
export function isRedirect(status: number, headers: HttpResponse['headers']): boolean {
  return redirecting.has(status) && headers['location'] !== undefined;
}

const safeHeaders = new Set(['accept', 'accept-encoding', 'accept-language', 'cache-control', 'pragma', 'user-agent']);

/** By the lower-case name of a header: whatever else a monitor sends may be a secret under an unusual name. */
export function isForAnyOrigin(name: string): boolean {
  return safeHeaders.has(name);
}

interface Redirect {
  readonly response: HttpResponse;
  readonly maxRedirects: number;
  /** Applied to quoted text before it is cut, so that no part of a secret remains. */
  readonly redact: Redact;
  /** The cookies that this check has received for a URL. */
  readonly cookieFor: (url: URL) => string | null;
}

/**
 * The request that a redirect leads to.
 * @param sent the requests of this check so far, including the last one.
 */
export function nextRequest(
  sent: readonly ProbeRequest[],
  { response, maxRedirects, redact, cookieFor }: Redirect,
): ProbeRequest {
  const last = sent.at(-1);
  if (last === undefined) throw new TypeError('a response without a request');
  const target = redirected(last, response, redact);
  const next = withCookies(target, [ownCookie([...sent, target]), cookieFor(target.url)]);
  const url = excerpt(redact(next.url.href));
  if (sent.some((request) => isSame(request, next))) throw new ProbeError({ code: 'redirect-loop', facts: { url } });
  if (sent.length > maxRedirects) {
    throw new ProbeError({ code: 'too-many-redirects', facts: { limit: maxRedirects, url } });
  }
  return next;
}

/** The fragment is never sent. A page that sets a cookie and redirects to itself is no loop. */
function isSame(a: ProbeRequest, b: ProbeRequest): boolean {
  const place = ({ url }: ProbeRequest): string => url.origin + url.pathname + url.search;
  return a.method === b.method && place(a) === place(b) && a.headers['cookie'] === b.headers['cookie'];
}

/** The monitor's own cookies; null: none, or a redirect has left its origin. */
function ownCookie(requests: readonly ProbeRequest[]): string | null {
  const [first] = requests;
  if (first === undefined) return null;
  const hasStayed = requests.every(({ url }) => keepsSecrets(originOfUrl(first.url), originOfUrl(url)));
  return hasStayed ? (first.headers['cookie'] ?? null) : null;
}

function withCookies(request: ProbeRequest, cookies: readonly (string | null)[]): ProbeRequest {
  const all = cookies.filter((cookie) => cookie !== null).join('; ');
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'cookie'));
  return { ...request, headers: all === '' ? headers : { ...headers, cookie: all } };
}

function redirected(
  request: ProbeRequest,
  { status, headers: { location = '' } }: HttpResponse,
  redact: Redact,
): ProbeRequest {
  const url = targetOf(location, request.url, redact);
  const isSameOrigin = keepsSecrets(originOfUrl(request.url), originOfUrl(url));
  const becomesGet = request.method !== 'HEAD' && (status === 303 || (status <= 302 && request.method === 'POST'));
  const isDropped = (name: string): boolean =>
    (!isSameOrigin && !isForAnyOrigin(name)) || (becomesGet && name.startsWith('content-'));
  const body = becomesGet ? null : request.body;
  if (body !== null && !isSameOrigin) {
    throw new ProbeError({ code: 'redirect-with-body', facts: { status, url: excerpt(redact(url.href)) } });
  }
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !isDropped(name)));
  return {
    url,
    origin: new URL(url.origin),
    method: becomesGet ? 'GET' : request.method,
    headers,
    body,
  };
}

function targetOf(location: string, base: URL, redact: Redact): URL {
  const url = parseUrl(location, base);
  const quoted = excerpt(redact(location));
  if (url === null) throw new ProbeError({ code: 'redirect-not-a-url', facts: { location: quoted } });
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ProbeError({ code: 'redirect-not-http', facts: { location: quoted } });
  }
  url.username = '';
  url.password = '';
  return url;
}
