/** Variable-length integers. */

export interface Reader {
  readonly data: Uint8Array;
  next: number;
}

export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
export const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);

export function readByte(reader: Reader): number {
  const byte = byteAt(reader.data, reader.next);
  reader.next += 1;
  return byte;
}

export function byteAt(data: Uint8Array, index: number): number {
  const byte = data[index];
  if (byte === undefined) throw new RangeError('a run of checks ends in the middle of a check');
  return byte;
}

/** Seven bits a byte, the lowest first; the high bit says that more follow. Division, not shifts: beyond 32 bits. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

export function readVarint(reader: Reader): number {
  let value = 0;
  let weight = 1;
  for (;;) {
    const byte = readByte(reader);
    value += (byte % 128) * weight;
    if (byte < 128) return value;
    weight *= 128;
  }
}
