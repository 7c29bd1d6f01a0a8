/**
 * Decodes bytes to text: by byte order mark, else by the charset in `Content-Type`, else by the one that the page names,
 * else as UTF-8. Never fails.
 */
import { TextDecoder } from 'node:util';
import { namedCharset } from './named-charset.ts';

const marks: readonly (readonly [label: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const utf8 = new TextDecoder();

/** Pages that may name their charset themselves. */
const isPage = /^\s*(?:$|;|text\/html|(?:text|application)\/(?:\S+\+)?xml)/i;

/** Invalid bytes become U+FFFD. The byte order mark is removed. */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  const named = /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType)?.[1];
  const decoder = decoderFor(marked) ?? decoderFor(named);
  if (decoder !== null) return decoder.decode(bytes);
  const inPage = isPage.test(contentType) ? namedCharset(bytes) : null;
  return (decoderFor(inPage ?? undefined) ?? utf8).decode(bytes);
}

const decoders = new Map<string, TextDecoder | null>();

/** Null: there is no such charset. */
function decoderFor(label: string | undefined): TextDecoder | null {
  if (label === undefined) return null;
  const known = decoders.get(label);
  if (known !== undefined) return known;
  const decoder = makeDecoder(label);
  // Labels are untrusted; about 220 are valid.
  if (decoders.size < 300) decoders.set(label, decoder);
  return decoder;
}

function makeDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
