/**
 * The cookies that redirects of one check set (RFC 6265, section 5), so that a login or consent page that sends a cookie
 * and then the way back is passed as in a browser. A new jar for every check.
 */
export interface CookieJar {
  /** @param setCookie the `Set-Cookie` headers of a response, one a line. */
  readonly keep: (setCookie: string, url: URL, nowMs: number) => void;
  /** Of a `Cookie` header; null: no cookie is for this URL. */
  readonly headerFor: (url: URL) => string | null;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** Not sent to subdomains. */
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
}

const maxCookies = 50;
const maxLength = 4_096;

export function newCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>();
  return {
    keep(setCookie, url, nowMs) {
      for (const line of setCookie.split('\n')) {
        const attributes = attributesOf(line);
        const cookie = line.length > maxLength ? null : cookieIn(line, attributes, url);
        if (cookie === null) continue;
        const key = [cookie.domain, cookie.path, cookie.name].join('\n');
        cookies.delete(key);
        if (!hasExpired(attributes, nowMs) && cookies.size < maxCookies) cookies.set(key, cookie);
      }
    },
    headerFor(url) {
      const sent = Array.from(cookies.values()).filter((cookie) => isFor(cookie, url));
      sent.sort((a, b) => b.path.length - a.path.length);
      return sent.length === 0 ? null : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
  };
}

type Attributes = ReadonlyMap<string, string>;

function attributesOf(line: string): Attributes {
  const [, ...parts] = line.split(';');
  return new Map(parts.map((part) => pairIn(part)).map(([name, value]) => [name.toLowerCase(), value]));
}

function pairIn(part: string): readonly [name: string, value: string] {
  const equals = part.indexOf('=');
  return equals === -1 ? [part.trim(), ''] : [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
}

/** Null: not for this host. */
function cookieIn(line: string, attributes: Attributes, url: URL): Cookie | null {
  const [name, value] = pairIn(line.split(';', 1)[0] ?? '');
  const domain = (attributes.get('domain') ?? '').replace(/^\./, '').toLowerCase();
  // A name without a dot would reach every site under it.
  const isForOthers = domain !== '' && domain !== url.hostname;
  if (name === '' || (isForOthers && (!domain.includes('.') || !url.hostname.endsWith(`.${domain}`)))) return null;
  const path = attributes.get('path') ?? '';
  return {
    name,
    value,
    domain: domain === '' ? url.hostname : domain,
    isHostOnly: domain === '' || /^[\d.]+$|^\[/.test(url.hostname),
    path: path.startsWith('/') ? path : url.pathname.replace(/\/[^/]*$/, '') || '/',
    isSecure: attributes.has('secure'),
  };
}

/** `Max-Age` counts before `Expires`; what cannot be read is ignored. */
function hasExpired(attributes: Attributes, nowMs: number): boolean {
  const maxAge = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(attributes.get('expires') ?? '') <= nowMs;
}

function isFor({ domain, isHostOnly, path, isSecure }: Cookie, { hostname, pathname, protocol }: URL): boolean {
  if (isSecure && protocol !== 'https:') return false;
  if (hostname !== domain && (isHostOnly || !hostname.endsWith(`.${domain}`))) return false;
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}
