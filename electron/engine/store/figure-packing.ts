/**
 * A check's own figures on disk. A value that is exactly a decimal is the number of its decimal places, then its digits
 * as a zigzag varint; any other is the byte 255, then the eight bytes of a double.
 */
import { readByte, readVarint, unzigzag, varint, zigzag, type Reader } from './varint.ts';

type Figures = Readonly<Record<string, number>>;

const asDouble = 255;
const mostDigits = 6;
/** Zigzag doubles the value, which must stay an exact integer. */
const largest = 2 ** 51;

export function packFigures(figures: Figures): number[] {
  const entries = Object.entries(figures);
  const packed = entries.flatMap(([name, value]) => {
    const bytes = new TextEncoder().encode(name);
    return [...varint(bytes.length), ...bytes, ...packValue(value)];
  });
  return [...varint(entries.length), ...packed];
}

export function readFigures(reader: Reader): Figures {
  const figures: [string, number][] = [];
  for (let left = readVarint(reader); left > 0; left -= 1) {
    const name = new TextDecoder().decode(readBytes(reader, readVarint(reader)));
    figures.push([name, readValue(reader)]);
  }
  return Object.fromEntries(figures);
}

function packValue(value: number): number[] {
  for (let digits = 0; digits <= mostDigits && !Object.is(value, -0); digits += 1) {
    const whole = Math.round(value * 10 ** digits);
    if (Math.abs(whole) < largest && whole / 10 ** digits === value) return [digits, ...varint(zigzag(whole))];
  }
  return [asDouble, ...new Uint8Array(Float64Array.of(value).buffer)];
}

function readValue(reader: Reader): number {
  const digits = readByte(reader);
  if (digits !== asDouble) return unzigzag(readVarint(reader)) / 10 ** digits;
  return new Float64Array(readBytes(reader, 8).buffer)[0] ?? 0;
}

/** A copy: a double must be aligned. */
function readBytes(reader: Reader, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => readByte(reader));
}
