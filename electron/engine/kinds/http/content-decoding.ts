/**
 * Decodes `Content-Encoding` as a stream, so that a small body that expands to gigabytes is processed chunk by chunk.
 * Unknown encodings are ignored, as browsers do: some servers send `utf-8` there.
 */
import type { Transform } from 'node:stream';
import zlib from 'node:zlib';
import { ProbeError } from '../../transport/probe-error.ts';

/** Older versions of Node (Electron 22) do not support zstd, so it is not requested there. */
const hasZstd = 'createZstdDecompress' in zlib;

export const acceptedEncodings = hasZstd ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

/** More make no sense, and each decoder takes memory. */
const maxEncodings = 3;

/** The encodings that can be decoded, outermost first. */
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
  // RFC 9110 specifies the zlib format, which starts with its method, 8; some servers send raw deflate.
  deflate: (firstByte = 8) => ((firstByte & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw()),
  br: () => zlib.createBrotliDecompress(),
  ...(hasZstd ? { zstd: () => zlib.createZstdDecompress() } : {}),
};

/** @param firstByte of the encoded body, if already known. */
export function makeDecoder(encoding: string, firstByte?: number): Transform {
  const make = decoders[encoding];
  if (make === undefined) throw new TypeError(`no decoder for ${encoding}`);
  return make(firstByte);
}
