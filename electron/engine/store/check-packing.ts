/**
 * The format of checks on disk: runs of at most `runBytes`, in which each check takes 9 to 13 bytes. One row per check
 * would take twice as much, and a database page holds far more history of one monitor this way.
 *
 *     at       3 bytes   the low 24 bits of the epoch milliseconds; the run's own `at` has the rest
 *     flags    1 byte    bits 0-1 verdict, bit 2 response time present, bits 3-7 phases present
 *     phases   varints   tenths of a millisecond, in the order of `phaseNames`
 *     response varint    its difference to the sum of the phases, zigzag: the two are nearly equal
 *
 * A check with figures of its kind, or with a phase that the flags have no bit for, has the long form. A mark that the
 * short form never produces identifies it: a response time without phases, encoded as a two-byte zero. A run can mix
 * both forms, so plain checks and old runs are unaffected.
 *
 *     at       3 bytes   as above
 *     flags    1 byte    verdict and bit 2, no phases
 *     mark     2 bytes   80 00
 *     format   varint    1, or 2: all times in it in thousandths; anything else was written by a newer program
 *     has      varint    bit 0 response time present, the bits above it phases present
 *     phases, response   as above, in the format's units
 *     figures  varint    how many; for each its name (length as varint, UTF-8) and value (figure-packing.ts)
 */
import { packFigures, readFigures } from './figure-packing.ts';
import { byteAt, readByte, readVarint, unzigzag, varint, zigzag, type Reader } from './varint.ts';
import type { Figures } from '../../contract/model/figure.ts';
import { packRecent, pushRecent, type MutableRecentChecks } from '../../contract/model/recent-checks.ts';
import { phaseNames, verdicts, type Phases, type Verdict } from '../../contract/model/state.ts';

/** Small enough that a row never leaves its page (a quarter of 4096), large enough that keys cost little. */
export const runBytes = 480;
/** A check can be in a run that began less than this before it: about four and a half hours. */
export const runMs = 2 ** 24;

export interface PackedCheck {
  readonly at: number;
  readonly verdict: Verdict;
  readonly responseTime: number | null;
  readonly phases: Phases | null;
  /** Figures of its kind, by name; absent where there are none. */
  readonly figures?: Figures;
}

const responseFlag = 4;
/** Bytes of a check before its times. */
const flagsEnd = 4;
/** The flags have no bits for more. */
const phasesInFlags = 5;
const mark = [128, 0] as const;
/** How many units of time a millisecond has: in the short form, and by the number of the long form. */
const tenths = 10;
const longFormats: readonly number[] = [Number.NaN, tenths, 1_000];

export function packCheck(check: PackedCheck): Uint8Array {
  const { at, verdict, responseTime, figures } = check;
  const isFine = figures !== undefined && responseTime !== null && !Number.isInteger(responseTime * tenths);
  const format = isFine ? 2 : 1;
  const { has, times } = packTimes(check, longFormats[format] ?? tenths);
  const low = at % runMs;
  const head = [low >>> 16, (low >>> 8) & 255, low & 255];
  const flags = verdicts.indexOf(verdict);
  // The flags have the bits of `has` above the two of the verdict.
  if (figures === undefined && has < 2 << phasesInFlags) {
    return Uint8Array.from([...head, flags | (has * responseFlag), ...times]);
  }
  const long = [...varint(format), ...varint(has), ...times, ...packFigures(figures ?? {})];
  return Uint8Array.from([...head, flags | responseFlag, ...mark, ...long]);
}

function packTimes(
  { responseTime, phases }: PackedCheck,
  scale: number,
): { readonly has: number; readonly times: readonly number[] } {
  const scaled = (ms: number): number => Math.max(0, Math.round(ms * scale));
  let has = responseTime === null ? 0 : 1;
  const values: number[] = [];
  let sum = 0;
  phaseNames.forEach((name, index) => {
    const time = phases?.[name] ?? null;
    if (time === null) return;
    const value = scaled(time);
    has |= 2 << index;
    sum += value;
    values.push(value);
  });
  if (responseTime !== null) values.push(zigzag(scaled(responseTime) - sum));
  return { has, times: values.flatMap(varint) };
}

export function packRun(checks: readonly PackedCheck[]): Uint8Array {
  const parts = checks.map(packCheck);
  const run = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const part of parts) {
    run.set(part, next);
    next += part.length;
  }
  return run;
}

/** @returns the checks of a run, oldest first; of two at the same instant the one written later. */
export function unpackRun(runAt: number, data: Uint8Array): readonly PackedCheck[] {
  const reader = { data, next: 0 };
  const checks: PackedCheck[] = [];
  let isOrdered = true;
  while (reader.next < data.length) {
    const check = readCheck(runAt, reader);
    isOrdered &&= check.at > (checks.at(-1)?.at ?? -1);
    checks.push(check);
  }
  if (isOrdered) return checks;
  return [...new Map(checks.map((check) => [check.at, check])).values()].sort((a, b) => a.at - b.at);
}

/**
 * The same without phases and figures. A start reads the newest runs of every monitor, so that of the short form is one
 * loop: with a function for each byte it takes three times as long.
 */
export function unpackRecent(runAt: number, data: Uint8Array): MutableRecentChecks {
  const recent: MutableRecentChecks = [];
  const runLow = runAt % runMs;
  let next = 0;
  let lastAt = -1;
  while (next < data.length) {
    const low = (byteAt(data, next) << 16) | (byteAt(data, next + 1) << 8) | byteAt(data, next + 2);
    const at = runAt - runLow + (low < runLow ? low + runMs : low);
    const flags = byteAt(data, next + 3);
    next += flagsEnd;
    if (at <= lastAt || isMarked(flags, data, next)) return packRecent(unpackRun(runAt, data));
    lastAt = at;
    // One number for each bit that is set; that of the response is the last.
    let sum = 0;
    let last = 0;
    for (let bits = flags >> 2; bits !== 0; bits &= bits - 1) {
      sum += last;
      last = 0;
      for (let weight = 1, isMore = true; isMore; weight *= 128, next += 1) {
        const byte = byteAt(data, next);
        isMore = byte >= 128;
        last += (byte & 127) * weight;
      }
    }
    const responseTime = (flags & responseFlag) === 0 ? null : (sum + unzigzag(last)) / tenths;
    pushRecent(recent, { at, verdict: verdicts[flags & 3] ?? 'inconclusive', responseTime });
  }
  return recent;
}

function readCheck(runAt: number, reader: Reader): PackedCheck {
  const { at, verdict, isLong, scale, has } = readHead(runAt, reader);
  const phases = { dns: null, connect: null, tls: null, firstByte: null, download: null };
  const responseTime = readTimes(reader, { has, scale }, phases);
  // No phases at all is stored like `null`.
  const check = { at, verdict, responseTime, phases: has < 2 ? null : phases };
  return isLong ? withFigures(check, readFigures(reader)) : check;
}

interface Head extends Times {
  readonly at: number;
  readonly verdict: Verdict;
  /** Figures follow the times. */
  readonly isLong: boolean;
}

function readHead(runAt: number, reader: Reader): Head {
  const low = readByte(reader) * 65_536 + readByte(reader) * 256 + readByte(reader);
  const at = runAt + ((low - (runAt % runMs) + runMs) % runMs);
  const flags = readByte(reader);
  const isLong = isMarked(flags, reader.data, reader.next);
  const scale = isLong ? readScale(reader) : tenths;
  const has = isLong ? readVarint(reader) : flags >> 2;
  return { at, verdict: verdicts[flags & 3] ?? 'inconclusive', isLong, scale, has };
}

function isMarked(flags: number, data: Uint8Array, next: number): boolean {
  return flags >> 2 === 1 && data[next] === mark[0] && data[next + 1] === mark[1];
}

/** Past the mark. */
function readScale(reader: Reader): number {
  reader.next += mark.length;
  const format = readVarint(reader);
  const scale = longFormats[format] ?? Number.NaN;
  if (Number.isNaN(scale)) throw new RangeError(`unknown check format ${String(format)}`);
  return scale;
}

/** Which times follow, and how many of their units a millisecond has. */
interface Times {
  readonly has: number;
  readonly scale: number;
}

/** @param phases takes what is read. @returns the response time. */
function readTimes(reader: Reader, { has, scale }: Times, phases: Record<keyof Phases, number | null>): number | null {
  let sum = 0;
  let phaseBit = 2;
  for (const name of phaseNames) {
    if ((has & phaseBit) !== 0) {
      const value = readVarint(reader);
      sum += value;
      phases[name] = value / scale;
    }
    phaseBit <<= 1;
  }
  return (has & 1) === 0 ? null : (sum + unzigzag(readVarint(reader))) / scale;
}

function withFigures(check: PackedCheck, figures: NonNullable<PackedCheck['figures']>): PackedCheck {
  return Object.keys(figures).length === 0 ? check : { ...check, figures };
}
