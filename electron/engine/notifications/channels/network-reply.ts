/**
 * Over plain HTTP, a network that requires a login responds in place of the receiver: with a redirect to its own server,
 * or with its page. Neither says that the receiver has the message, nor that it does not want it. A redirect within the
 * same host, and 410, are of the receiver itself. Over TLS only 511 can be meant so: the certificate would not fit. A
 * receiver in a private network often responds with a page, so there a page is its own: sent again for a day, it would
 * arrive each time.
 */
import { scopeOf } from '../../network/scope.ts';

/** `redirect`: to another host. `page`: for browsers. `login`: 511, RFC 6585. */
export type NetworkReply = 'redirect' | 'page' | 'login';

export interface RawReply {
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

const networkAuthenticationRequired = 511;
const gone = 410;

/** Null: it is from the receiver, as far as can be seen. */
export function networkReplyOf({ url, status, location, text }: RawReply): NetworkReply | null {
  if (status === networkAuthenticationRequired) return 'login';
  const { protocol, hostname } = new URL(url);
  const scope = scopeOf(hostname, null);
  if (protocol !== 'http:' || status === gone || scope === 'loopback') return null;
  if (status >= 300 && status < 400) return location !== null && leadsAway(location, url) ? 'redirect' : null;
  return scope === 'internet' && status < 500 && isPage(text) ? 'page' : null;
}

function leadsAway(location: string, from: string): boolean {
  return URL.canParse(location, from) && new URL(location, from).hostname !== new URL(from).hostname;
}

/** The beginning of an HTML document, perhaps after a byte order mark and comments. */
function isPage(text: string): boolean {
  // A comment ends at its first `-->`: were that left open, many comments could be divided in countless ways.
  return /^[\s\uFEFF]*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|meta|title|script|body)\b/isu.test(
    text,
  );
}
