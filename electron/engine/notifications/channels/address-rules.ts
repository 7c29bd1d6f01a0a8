/**
 * What may be written where a message leaves the computer: addresses, hosts and URLs. Each function answers with what
 * is wrong, or null. The e-mail rule is narrower than RFC 5322 (no quotes, comments, groups or lists), so that one entry
 * is always exactly one address and nothing in it can become another header or recipient.
 */
import { isIP } from 'node:net';

const addressLength = 320;
const hostLength = 253;
const urlLength = 2048;

const atom = String.raw`[^\s@<>()[\]\\,;:"]+`;
const domain = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*`;
const bareAddress = new RegExp(`^${atom}@${domain}$`, 'u');
const namedAddress = new RegExp(`^([^<>"@,;:\\\\]*)<(${atom}@${domain})>$`, 'u');
const hostName = /^[\p{L}\p{N}_](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u;

export function hasControlCharacter(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}

/** `ops@example.com` or `On call <ops@example.com>`. */
export function addressProblem(text: string): string | null {
  if (text === '') return 'is required';
  if (hasControlCharacter(text)) return 'must be one line';
  if (text.length > addressLength) return `has more than ${String(addressLength)} characters`;
  return bareAddress.test(text) || namedAddress.test(text) ? null : 'is not an e-mail address';
}

/** The address without its name, in lower case: two entries with the same are the same. */
export function bareAddressOf(text: string): string {
  return (namedAddress.exec(text)?.[2] ?? text).toLowerCase();
}

/** A name, an IPv4 or an IPv6 address; no scheme, no port. */
export function hostProblem(text: string): string | null {
  if (text === '') return 'is required';
  return text.length <= hostLength && (isIP(text) !== 0 || hostName.test(text))
    ? null
    : 'is not a host name or an address';
}

/** HTTPS, or HTTP on this computer, where nobody else can read the secret in the URL. */
export function webhookProblem(text: string): string | null {
  if (text === '') return 'is required';
  if (text.length > urlLength) return `has more than ${String(urlLength)} characters`;
  const url = /\s/u.test(text) ? null : parseUrl(text);
  if (url === null) return 'is not a URL';
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return null;
  return 'must begin with https:// (http:// on this computer only)';
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
