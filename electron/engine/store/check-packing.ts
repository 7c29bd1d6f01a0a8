/**
 * How checks lie on disk: runs of at most `runBytes`, in which each check takes 9 to 13 bytes. (A row of its own for
 * each would take twice as much, and a page of the database holds far more of one monitor's history this way.)
 *
 *     at       3 bytes   the low 24 bits of the epoch milliseconds; the run's own `at` says the rest
 *     flags    1 byte    bits 0-1 verdict, bit 2 there is a response time, bits 3-7 which phases there are
 *     phases   varints   tenths of a millisecond, in the order of `phaseNames`
 *     response varint    its difference to the sum of the phases, zigzag: they are nearly the same
 */
import { phaseNames, verdicts, type Phases, type Verdict } from '../../contract/model/state.ts';

/** Small enough that a row never leaves its page (a quarter of 4096), large enough that keys weigh little. */
export const runBytes = 480;
/** A check can be in a run that began less than this before it: about four and a half hours. */
export const runMs = 2 ** 24;

export interface PackedCheck {
  readonly at: number;
  readonly verdict: Verdict;
  readonly responseTime: number | null;
  readonly phases: Phases | null;
}

const responseFlag = 4;
const firstPhaseFlag = 8;

export function packCheck({ at, verdict, responseTime, phases }: PackedCheck): Uint8Array {
  const low = at % runMs;
  let flags = verdicts.indexOf(verdict);
  const values: number[] = [];
  let sum = 0;
  phaseNames.forEach((name, index) => {
    const time = phases?.[name] ?? null;
    if (time === null) return;
    const value = tenths(time);
    flags |= firstPhaseFlag << index;
    sum += value;
    values.push(value);
  });
  if (responseTime !== null) {
    flags |= responseFlag;
    values.push(zigzag(tenths(responseTime) - sum));
  }
  return Uint8Array.from([low >>> 16, (low >>> 8) & 255, low & 255, flags, ...values.flatMap(varint)]);
}

/** @returns the checks of a run, oldest first; of two at the same instant the later written. */
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

interface Reader {
  readonly data: Uint8Array;
  next: number;
}

function readCheck(runAt: number, reader: Reader): PackedCheck {
  const low = readByte(reader) * 65_536 + readByte(reader) * 256 + readByte(reader);
  const at = runAt + ((low - (runAt % runMs) + runMs) % runMs);
  const flags = readByte(reader);
  const phases: Record<keyof Phases, number | null> = {
    dns: null,
    connect: null,
    tls: null,
    firstByte: null,
    download: null,
  };
  let sum = 0;
  let phaseFlag = firstPhaseFlag;
  for (const name of phaseNames) {
    if ((flags & phaseFlag) !== 0) {
      const value = readVarint(reader);
      sum += value;
      phases[name] = value / 10;
    }
    phaseFlag <<= 1;
  }
  const responseTime = (flags & responseFlag) === 0 ? null : (sum + unzigzag(readVarint(reader))) / 10;
  // No phase at all is kept as none: that is what `null` says, too.
  return {
    at,
    verdict: verdicts[flags & 3] ?? 'inconclusive',
    responseTime,
    phases: flags < firstPhaseFlag ? null : phases,
  };
}

function readByte(reader: Reader): number {
  const byte = reader.data[reader.next];
  if (byte === undefined) throw new RangeError('a run of checks ends in the middle of one');
  reader.next += 1;
  return byte;
}

const tenths = (ms: number): number => Math.max(0, Math.round(ms * 10));
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);

/** Seven bits a byte, the lowest first; the high bit says that more follow. Division, not shifts: beyond 32 bits. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

function readVarint(reader: Reader): number {
  let value = 0;
  let weight = 1;
  for (;;) {
    const byte = readByte(reader);
    value += (byte % 128) * weight;
    if (byte < 128) return value;
    weight *= 128;
  }
}
