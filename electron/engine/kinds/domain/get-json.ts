/** Requests JSON as a probe does, and follows the redirects by which registries hand a question on. */
import { openSocket, type SocketContext } from '../../transport/open-socket.ts';
import { parseJson } from '../../assertions/json-text.ts';
import { parseUrl } from '../../../contract/parse-url.ts';
import { acceptedEncodings } from '../http/content-decoding.ts';
import { exchange } from '../http/exchange.ts';

export interface JsonReply {
  /** Where redirects led. */
  readonly url: URL;
  readonly status: number;
  /** Undefined: it is not JSON. */
  readonly json: unknown;
}

const mostRedirects = 5;
/** The file of IANA has 100 kB. */
const maxBodyBytes = 1_048_576;

export async function getJson(first: URL, version: string | undefined, context: SocketContext): Promise<JsonReply> {
  let url = first;
  for (let hop = 0; ; hop += 1) {
    const { status, headers, body } = await send(url, version, context);
    const next = status >= 300 && status < 400 ? parseUrl(headers['location'] ?? '', url) : null;
    if (next === null || hop === mostRedirects || !mayFollow(url, next)) {
      return { url, status, json: parseJson(body?.bytes.toString('utf8') ?? '')?.value };
    }
    url = next;
  }
}

async function send(url: URL, version: string | undefined, context: SocketContext): ReturnType<typeof exchange> {
  const isSecure = url.protocol === 'https:';
  const socket = await openSocket(
    {
      host: url.hostname.replace(/^\[|\]$/gu, ''),
      port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
      ipFamily: 'auto',
      tls: isSecure ? { ignoreErrors: false, protocols: ['http/1.1'] } : null,
    },
    context,
  );
  const headers = {
    'user-agent': version === undefined ? 'Vigilmon' : `Vigilmon/${version}`,
    accept: 'application/rdap+json,application/json',
    'accept-encoding': acceptedEncodings,
  };
  return exchange(
    socket,
    { url, origin: new URL(url.origin), method: 'GET', headers, body: null },
    { context, maxBodyBytes, wantsBody: () => true, isDecided: () => false },
  );
}

/** Never from TLS to none. */
function mayFollow(from: URL, to: URL): boolean {
  return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:');
}
