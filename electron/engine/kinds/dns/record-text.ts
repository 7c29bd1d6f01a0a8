/** The data of records as assertions compare them, from the presentation format of zone files (RFC 1035, section 5.1). Pure. */
import type { DnsRecord } from '../../../contract/monitors/dns.ts';

type Read = (value: string) => string;

/** With names at these places between its blanks. */
const named =
  (...places: readonly number[]): Read =>
  (value) =>
    value
      .split(/\s+/)
      .map((part, index) => (places.includes(index) ? nameText(part) : part))
      .join(' ');

const formats: Readonly<Record<DnsRecord, Read>> = {
  A: (value) => value,
  AAAA: (value) => value.toLowerCase(),
  CNAME: nameText,
  MX: named(1),
  NS: nameText,
  TXT: unquoted,
  SOA: named(0, 1),
  SRV: named(3),
  CAA: (value) => value,
  PTR: nameText,
};

export function recordText(record: DnsRecord, value: string): string {
  return formats[record](value.trim());
}

/** Names are compared without case, and the root's dot is not written. */
export function nameText(name: string): string {
  const text = name.toLowerCase().replace(/\.$/, '');
  return text === '' ? '.' : text;
}

/** The strings of a TXT record belong together; `\DDD` is a byte, `\X` the character itself. */
function unquoted(value: string): string {
  const strings = Array.from(
    value.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gs),
    ([, inQuotes, bare]) => inQuotes ?? bare ?? '',
  );
  return Buffer.concat(strings.map(bytesOf)).toString();
}

function bytesOf(text: string): Buffer {
  const parts = Array.from(text.matchAll(/\\(\d{3})|\\?([^\\]|\\)/gsu), ([, code, character = '']) =>
    code === undefined ? Buffer.from(character) : Buffer.of(Number(code) & 0xff),
  );
  return Buffer.concat(parts);
}
