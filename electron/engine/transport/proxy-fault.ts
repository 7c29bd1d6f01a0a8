/**
 * What an HTTP proxy says about its own failures. What it answers itself is told apart from what it passes on by marks
 * that a target does not leave: a status for proxies alone, RFC 9209, or the ways of proxies that are much used. Pure.
 */
import type { Silence } from '../../contract/model/location.ts';

interface ProxyFault {
  readonly why: Extract<Silence, 'rejected' | 'probe-failed'>;
  /** `503`, or with its reason `503 ERR_CONNECT_FAIL`. */
  readonly detail: string;
}

/** By lower-case name. */
type Headers = Readonly<Record<string, string>>;

const loginRequired = 407;
/** They name themselves in their own responses, and leave the header of those that they pass on. */
const proxyPrograms = /^(?:tinyproxy|mitmproxy)\b/iu;

/** Of a response that came through a proxy; null: it is the target's. */
export function ownFault(status: number, headers: Headers): ProxyFault | null {
  if (status < 400) return null;
  // Who passes a response on adds itself (RFC 9110, section 7.6.3): the target may be behind proxies of its own.
  const hops = headers['via']?.split(',').length ?? 0;
  const isOwn =
    status === loginRequired ||
    (hops <= 1 && reasonIn(headers) !== null) ||
    (hops === 0 && proxyPrograms.test(headers['server'] ?? ''));
  return isOwn ? faultOf(status, headers) : null;
}

/** Of a response of the proxy itself. One that cannot reach the target and one that is broken answer alike. */
export function faultOf(status: number, headers: Headers): ProxyFault {
  const reason = reasonIn(headers);
  const isNamed = reason !== null && status !== loginRequired;
  return {
    why: status >= 500 ? 'probe-failed' : 'rejected',
    detail: isNamed ? `${String(status)} ${reason}` : String(status),
  };
}

/** `connection_refused` (RFC 9209, section 2.3), `ERR_CONNECT_FAIL` of Squid. */
function reasonIn(headers: Headers): string | null {
  const [, error] = /;\s*error="?([\w-]{1,60})/u.exec(headers['proxy-status'] ?? '') ?? [];
  const [, ofSquid] = /^([\w-]{1,60})/u.exec(headers['x-squid-error'] ?? '') ?? [];
  return error ?? ofSquid ?? null;
}
