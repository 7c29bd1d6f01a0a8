/** A request as an HTTP proxy forwards it (RFC 9112, section 3.2.2): with the whole URL, and the login of the proxy. */
import type { Forward } from '../../transport/open-socket.ts';
import type { ProbeRequest } from './request.ts';

export function forwarded(request: ProbeRequest, { authorization }: Forward): ProbeRequest {
  const { url, headers } = request;
  return {
    ...request,
    target: url.origin + url.pathname + url.search,
    headers: authorization === null ? headers : { ...headers, 'proxy-authorization': authorization },
  };
}
