/**
 * Undoes `Content-Encoding` as a stream, so that a small body that unpacks to gigabytes is met chunk by chunk. An encoding
 * that is unknown is left as it is, as browsers do: servers write `utf-8` and worse there.
 */
import type { Transform } from 'node:stream';
import zlib from 'node:zlib';
import { ProbeError } from '../../transport/probe-error.ts';

/** Older Nodes (Electron 22) have no zstd, and then it is not asked for. */
const hasZstd = 'createZstdDecompress' in zlib;

export const acceptedEncodings = hasZstd ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

/** Nobody means more; each costs a decoder's memory. */
const maxEncodings = 3;

/** The encodings that can be undone, the outermost first. */
export function encodingsOf(contentEncoding: string): readonly string[] {
  if (contentEncoding === '') return [];
  const encodings = contentEncoding.split(',').map((encoding) => encoding.trim().toLowerCase());
  const known = encodings.filter((encoding) => Object.hasOwn(decoders, encoding)).reverse();
  if (known.length > maxEncodings) throw new ProbeError({ code: 'too-many-encodings', facts: { count: known.length } });
  return known;
}

type MakeDecoder = (firstByte?: number) => Transform;

const decoders: Readonly<Record<string, MakeDecoder>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  // RFC 9110 means the zlib format, which begins with its method, 8; some servers send raw deflate.
  deflate: (firstByte = 8) => ((firstByte & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw()),
  br: () => zlib.createBrotliDecompress(),
  ...(hasZstd ? { zstd: () => zlib.createZstdDecompress() } : {}),
};

/** @param firstByte of what is to be decoded, where that is known already. */
export function makeDecoder(encoding: string, firstByte?: number): Transform {
  const make = decoders[encoding];
  if (make === undefined) throw new TypeError(`no decoder for ${encoding}`);
  return make(firstByte);
}
