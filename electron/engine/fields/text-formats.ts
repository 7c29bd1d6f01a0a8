/**
 * The formats of text fields. The mailbox rule is narrower than RFC 5322 (no quotes, comments, groups or lists), so that
 * one entry is exactly one address and cannot inject another header or recipient.
 */
import { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { TextFormat } from '../../contract/fields/field.ts';
import { parseAddress } from '../../contract/monitors/address.ts';
import { parseUrl } from '../../contract/parse-url.ts';
import { problem, type Problem } from '../../contract/problems.ts';
import { isTimezone } from '../calendar/wall-clock.ts';
import { cronProblem } from '../schedule/cron.ts';

const atom = String.raw`[^\s@<>()[\]\\,;:"]+`;
const domain = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*`;
const bareAddress = new RegExp(`^${atom}@${domain}$`, 'u');
const namedAddress = new RegExp(`^([^<>"@,;:\\\\]*)<(${atom}@${domain})>$`, 'u');
const hostName = /^[\p{L}\p{N}_](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u;
const longestHost = 253;

type Rule = (text: string) => Problem | null;

const rules: Readonly<Record<TextFormat, Rule>> = {
  any: (text) => (hasLoneSurrogate(text) ? problem('control-characters') : null),
  escaped: (text) => {
    if (hasLoneSurrogate(text)) return problem('control-characters');
    return isEscaped(text) ? null : problem('not-an-escape');
  },
  line: (text) => {
    if (hasLoneSurrogate(text)) return problem('control-characters');
    return hasControlCharacter(text) ? problem('not-one-line') : null;
  },
  'web-url': webUrlProblem,
  'webhook-url': webhookUrlProblem,
  'proxy-url': proxyUrlProblem,
  proxy: (text) => (text === 'system' ? null : proxyUrlProblem(text)),
  host: (text) => (isHost(text) ? null : problem('not-host')),
  server: (text) => (isHost(text) || isHostAndPort(text) ? null : problem('not-server')),
  cron: (text) => (hasControlCharacter(text) ? problem('not-one-line') : cronProblem(text)),
  'time-zone': (text) => (isTimezone(text) ? null : problem('not-time-zone')),
  mailbox: (text) => {
    if (hasControlCharacter(text)) return problem('not-one-line');
    return bareAddress.test(text) || namedAddress.test(text) ? null : problem('not-mailbox');
  },
  certificates: (text) => (hasOnlyCertificates(text) ? null : problem('not-certificates')),
};

/** Null: valid. The caller handles empty text. */
export function formatProblem(format: TextFormat, text: string): Problem | null {
  return rules[format](text);
}

function isHost(text: string): boolean {
  return text.length <= longestHost && (isIP(text) !== 0 || hostName.test(text));
}

function isHostAndPort(text: string): boolean {
  const address = parseAddress(text);
  if (address === null || address.hasLogin) return false;
  const { scheme, host, port, rest } = address;
  return scheme === '' && rest === '' && isHost(host) && (port === null || (port > 0 && port <= 65_535));
}

/** Control characters and separators would break a header, a subject or a log line; a lone surrogate cannot be encoded. */
export function hasControlCharacter(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) || hasLoneSurrogate(text);
}

/** Replaces line separators that nobody types, but that come along with pasted text. */
export function withoutSeparators(text: string): string {
  return text.replace(/[\p{Zl}\p{Zp}\u0080-\u009f]/gu, ' ');
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Cs}/u.test(text);
}

export interface Mailbox {
  /** Empty: none. */
  readonly name: string;
  readonly address: string;
}

/** @param text in the format `mailbox`. */
export function mailboxOf(text: string): Mailbox {
  const [, name = '', address = text] = namedAddress.exec(text) ?? [];
  return { name: name.trim(), address };
}

/** The address without its name, in lower case, for comparison. */
export function bareAddressOf(mailbox: string): string {
  return mailboxOf(mailbox).address.toLowerCase();
}

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

function hasOnlyCertificates(text: string): boolean {
  if (text.replace(certificateBlock, '').trim() !== '') return false;
  try {
    return Array.from(text.matchAll(certificateBlock), ([pem]) => new X509Certificate(pem)).length > 0;
  } catch {
    return false;
  }
}

function webUrlProblem(text: string): Problem | null {
  if (!/^https?:\/\//i.test(text)) return problem('not-web-url');
  return urlProblem(text, () => null);
}

/** HTTPS, or HTTP on this computer, so that nobody else can read the secret in the URL. */
function webhookUrlProblem(text: string): Problem | null {
  return urlProblem(text, ({ protocol, hostname }) => {
    const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname));
    return isSafe ? null : problem('not-webhook-url');
  });
}

function proxyUrlProblem(text: string): Problem | null {
  return urlProblem(text, ({ protocol, hostname }) =>
    /^(?:https?|socks5):$/u.test(protocol) && hostname !== '' ? null : problem('not-proxy-url'),
  );
}

function urlProblem(text: string, schemeProblem: (url: URL) => Problem | null): Problem | null {
  const url = hasControlCharacter(text) || /\s/u.test(text) ? null : parseUrl(text);
  if (url === null) return problem('not-url');
  if (url.username !== '' || url.password !== '') return problem('url-with-login');
  return schemeProblem(url);
}

function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}

const escapeSequence = /\\(?:x[0-9a-f]{2}|[\\rnt0])/giu;
const escapes: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', 0: '\0', '\\': '\\' };

function isEscaped(text: string): boolean {
  return !text.replace(escapeSequence, '').includes('\\');
}

/** `PING\r\n` as bytes; everything else in UTF-8. */
export function unescaped(text: string): Buffer {
  const bytes: Buffer[] = [];
  let next = 0;
  for (const { 0: sequence, index } of text.matchAll(escapeSequence)) {
    bytes.push(Buffer.from(text.slice(next, index)), bytesOf(sequence.slice(1)));
    next = index + sequence.length;
  }
  return Buffer.concat([...bytes, Buffer.from(text.slice(next))]);
}

function bytesOf(escape: string): Buffer {
  const isHex = escape.length > 1;
  return isHex ? Buffer.from(escape.slice(1), 'hex') : Buffer.from(escapes[escape.toLowerCase()] ?? '');
}
