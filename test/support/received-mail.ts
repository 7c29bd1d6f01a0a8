/** Just enough of MIME to read back what a mailer wrote: headers unfolded and decoded, text and HTML parts decoded. */

export interface ParsedMail {
  /** By lower-case name; a header that comes twice keeps its last value. */
  readonly headers: ReadonlyMap<string, string>;
  /** Header names in their order, doubled ones included: nothing can be smuggled in unseen. */
  readonly headerNames: readonly string[];
  readonly text: string;
  readonly html: string;
}

export function parseMail(raw: string): ParsedMail {
  const [head, body] = splitAtBlankLine(raw);
  const lines = headerLines(head);
  const headers = new Map(lines);
  const parts = new Map<string, string>();
  collectParts(headers, body, parts);
  return {
    headers: new Map(lines.map(([name, value]) => [name, decodeWords(value)])),
    headerNames: lines.map(([name]) => name),
    text: parts.get('text/plain') ?? '',
    html: parts.get('text/html') ?? '',
  };
}

function splitAtBlankLine(raw: string): readonly [string, string] {
  const at = raw.indexOf('\r\n\r\n');
  return at === -1 ? [raw, ''] : [raw.slice(0, at), raw.slice(at + 4)];
}

function headerLines(head: string): readonly (readonly [string, string])[] {
  const unfolded = head.replace(/\r\n[ \t]+/gu, ' ');
  return unfolded.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
}

function collectParts(headers: ReadonlyMap<string, string>, body: string, parts: Map<string, string>): void {
  const contentType = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/u.exec(contentType)?.[1];
  if (boundary === undefined) {
    const [type = ''] = contentType.split(';');
    parts.set(type.trim().toLowerCase(), decodeBody(body, headers.get('content-transfer-encoding') ?? '7bit'));
    return;
  }
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const [head, content] = splitAtBlankLine(part.replace(/^\r\n/u, ''));
    collectParts(new Map(headerLines(head)), content.replace(/\r\n$/u, ''), parts);
  }
}

function decodeBody(body: string, encoding: string): string {
  if (encoding.toLowerCase() === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding.toLowerCase() === 'quoted-printable') return bytesOfQuoted(body.replace(/=\r\n/gu, '')).toString('utf8');
  return body;
}

function bytesOfQuoted(text: string): Buffer {
  const decoded = text.replace(/=([0-9A-F]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}

const encodedWord = /=\?utf-8\?([QB])\?([^?]*)\?=/giu;

/** RFC 2047 words; blanks between two of them are no part of the text, and a character may begin in one and end in the next. */
function decodeWords(value: string): string {
  const run = /(?:=\?utf-8\?[QB]\?[^?]*\?=\s*)*=\?utf-8\?[QB]\?[^?]*\?=/giu;
  return value.replace(run, (words) => {
    const bytes = Array.from(words.matchAll(encodedWord), ([, encoding = '', text = '']) => decodeWord(encoding, text));
    return Buffer.concat(bytes).toString('utf8');
  });
}

function decodeWord(encoding: string, text: string): Buffer {
  if (encoding.toUpperCase() === 'B') return Buffer.from(text, 'base64');
  return bytesOfQuoted(text.replace(/_/gu, ' '));
}
