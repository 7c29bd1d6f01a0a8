/**
 * Rewrites the head of a response (status line and headers) for a strict parser, where curl and browsers accept it and
 * RFC 9110 and 9112 leave the choice to the recipient. The risk behind the strict rules is a response smuggled into
 * another one; every check reads a single response from a connection of its own. Pure.
 */
import { ProbeError } from '../../transport/probe-error.ts';

/** Large enough for real sites; limits an endless list of headers. */
export const maxHeaderBytes = 65_536;

export type Head =
  /** `received`: to be completed with what follows. */
  | { readonly isComplete: false; readonly received: Buffer }
  /** `bytes`: the head for the parser, and what follows it. */
  | { readonly isComplete: true; readonly bytes: Buffer };

/**
 * @param received from the start of the response, or what an earlier call returned as incomplete and what follows it.
 * @throws ProbeError if the length of the body is contradictory.
 */
export function readHead(received: Buffer, peer: string): Head {
  let rest = received;
  for (;;) {
    const start = startOf(rest);
    if (!mayBeHead(rest, start)) return { isComplete: true, bytes: rest };
    const end = endOf(rest, start);
    if (end === null) return { isComplete: false, received: rest };
    const head = rest.toString('latin1', start, end);
    const body = rest.subarray(end);
    if (!interim.test(head)) {
      if (start === 0 && isStrict(head)) return { isComplete: true, bytes: rest };
      return { isComplete: true, bytes: Buffer.concat([Buffer.from(normaliseHead(head, peer), 'latin1'), body]) };
    }
    rest = body;
  }
}

/** `100 Continue` and others that precede the response, even if not requested (RFC 9110, section 15.2); not `101`. */
const interim = /^HTTP\/1\.\d 1(?!01)\d\d/i;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Line breaks before the status line are skipped. */
function startOf(bytes: Buffer): number {
  let start = 0;
  while (bytes[start] === carriageReturn || bytes[start] === lineFeed) start += 1;
  return start;
}

/** `ICY 200 OK` is what SHOUTcast servers send. */
const beginnings = ['HTTP/', 'ICY 2'];

function mayBeHead(bytes: Buffer, start: number): boolean {
  const begins = bytes.toString('latin1', start, start + 5).toUpperCase();
  return beginnings.some((known) => known.startsWith(begins));
}

/** The index after the empty line, whichever line ends are used; null: not received yet. */
function endOf(bytes: Buffer, start: number): number | null {
  for (let at = bytes.indexOf(lineFeed, start); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return at + 2;
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
  }
  return null;
}

/** Lines that need no change: a status line, and headers without blanks around the name or at the end of the value. */
const strictLines =
  /^HTTP\/1\.[01] \d{3}(?: [\t\x20-\x7e\x80-\xff]*)?\r\n(?:[!#$%&'*+.^_`|~\w-]+:(?: ?[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?\r\n)*\r\n$/;
const framingHeader = /\n(?:content-length|transfer-encoding):/gi;
const plainFraming = /\n(?:content-length: ?\d+|transfer-encoding: ?chunked)\r/i;

/** Whether the parser accepts the head as it is, which is the usual case. */
function isStrict(head: string): boolean {
  if (!strictLines.test(head)) return false;
  const framing = head.match(framingHeader);
  return framing === null || (framing.length === 1 && plainFraming.test(head));
}

interface Header {
  readonly name: string;
  readonly value: string;
}

function normaliseHead(head: string, peer: string): string {
  // Line folding (RFC 9112, section 5.2): a line that begins with a blank continues the one before.
  const [status = '', ...lines] = head
    .trimEnd()
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const headers = withOneFraming(lines.flatMap(headerIn), peer);
  const text = headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return `${statusLine(status)}\r\n${text}\r\n`;
}

function statusLine(line: string): string {
  return printable(line.replace(/^ICY /i, 'HTTP/1.0 ').replace(/^http\//i, 'HTTP/'));
}

/** RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+.^_`|~\w-]+$/;

/** Blanks around name and value do not count (RFC 9112, section 5.1). A line without a proper name is ignored. */
function headerIn(line: string): readonly Header[] {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(colon, 0)).trimEnd();
  return token.test(name) ? [{ name, value: printable(line.slice(colon + 1)).trim() }] : [];
}

/** RFC 9110, section 5.5: control characters are replaced by blanks. */
function printable(text: string): string {
  return text.replace(/(?![\t\x80-\x9f])\p{Cc}/gu, ' ');
}

const isNamed = ({ name }: Header, wanted: string): boolean => name.toLowerCase() === wanted;

/** RFC 9112, section 6.3: chunks override a length, and a repeated length counts once. */
function withOneFraming(headers: readonly Header[], peer: string): readonly Header[] {
  const kept = headers.filter((header) => !isNamed(header, 'transfer-encoding') || !/^identity$/i.test(header.value));
  const given = kept.filter((header) => isNamed(header, 'content-length'));
  const [first, ...others] = given;
  if (first === undefined) return kept;
  const lengths = new Set(given.flatMap(({ value }) => value.split(',').map((length) => length.trim())));
  if (kept.some((header) => isNamed(header, 'transfer-encoding'))) {
    return kept.filter((header) => !isNamed(header, 'content-length'));
  }
  if (lengths.size > 1) {
    throw new ProbeError({ code: 'conflicting-lengths', facts: { peer, lengths: Array.from(lengths).slice(0, 5) } });
  }
  const [length = ''] = lengths;
  return kept.flatMap((header) => {
    if (others.includes(header)) return [];
    return header === first ? [{ ...header, value: length }] : [header];
  });
}
