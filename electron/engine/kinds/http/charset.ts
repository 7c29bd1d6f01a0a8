/** Decodes bytes to text: by byte order mark, else by the charset in `Content-Type`, else as UTF-8. Never fails. */
import { TextDecoder } from 'node:util';

const marks: readonly (readonly [label: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Invalid bytes become U+FFFD. The byte order mark is removed. */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  const named = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
  return decoderFor(marked ?? named ?? 'utf-8').decode(bytes);
}

const decoders = new Map<string, TextDecoder>();

function decoderFor(label: string): TextDecoder {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  const decoder = makeDecoder(label);
  // Labels are untrusted; about 220 are valid.
  if (decoders.size < 300) decoders.set(label, decoder);
  return decoder;
}

function makeDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
