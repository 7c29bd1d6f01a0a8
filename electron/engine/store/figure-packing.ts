/**
 * Figures on disk: their number, then for each its name (length as varint, UTF-8) and its value, or in a rollup its median,
 * minimum and maximum. A value that is exactly a decimal is the number of its decimal places, then its digits
 * as a zigzag varint; any other is the byte 255, then the eight bytes of a double.
 */
import type { Figures } from '../../contract/model/figure.ts';
import type { FigureRollups } from '../history/rollup.ts';
import { readByte, readVarint, unzigzag, varint, zigzag, type Reader } from './varint.ts';

const asDouble = 255;
const mostDigits = 6;
/** Zigzag doubles the value, which must stay an exact integer. */
const largest = 2 ** 51;

export function packFigures(figures: Figures): number[] {
  return packByName(figures, packValue);
}

export function readFigures(reader: Reader): Figures {
  return readByName(reader, readValue);
}

export function packFigureRollups(rollups: FigureRollups): Uint8Array {
  return Uint8Array.from(packByName(rollups, ({ p50, min, max }) => [p50, min, max].flatMap(packValue)));
}

export function readFigureRollups(data: Uint8Array): FigureRollups {
  return readByName({ data, next: 0 }, (reader) => ({
    p50: readValue(reader),
    min: readValue(reader),
    max: readValue(reader),
  }));
}

function packByName<T>(byName: Readonly<Record<string, T>>, pack: (value: T) => readonly number[]): number[] {
  const entries = Object.entries(byName);
  const packed = entries.flatMap(([name, value]) => {
    const bytes = new TextEncoder().encode(name);
    return [...varint(bytes.length), ...bytes, ...pack(value)];
  });
  return [...varint(entries.length), ...packed];
}

function readByName<T>(reader: Reader, read: (reader: Reader) => T): Readonly<Record<string, T>> {
  const found: [string, T][] = [];
  for (let left = readVarint(reader); left > 0; left -= 1) {
    const name = new TextDecoder().decode(readBytes(reader, readVarint(reader)));
    found.push([name, read(reader)]);
  }
  return Object.fromEntries(found);
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
