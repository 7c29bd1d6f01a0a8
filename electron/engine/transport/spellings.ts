/**
 * The spellings in which servers reflect text: percent-encoding in either case, `+` for a blank, escapes of JSON and
 * JavaScript, and HTML entities (named, decimal, hexadecimal), also one inside another: `\\u0061`, `%2561`, `&amp;#97;`.
 */
import { entityNames } from './entity-names.ts';

export interface Reading {
  /** UTF-16: one unit, or a surrogate pair. */
  readonly units: string;
  readonly end: number;
}

interface Spellings {
  /** What the text may mean at an index, the plain character first. */
  readonly at: (index: number) => readonly Reading[];
}

/** How deep spellings are nested: JSON in JSON in a URL. */
const deepest = 3;

export function isIntroducer(unit: number): boolean {
  return unit === 0x25 || unit === 0x5c || unit === 0x26 || unit === 0x2b;
}

export function spellingsOf(text: string): Spellings {
  // Each index is read once per depth, so that time stays linear for a text that is nothing but escapes.
  const known = new Map<number, readonly Reading[]>();
  const read: Read = (index, depth) => {
    const character = text.charAt(index);
    if (character === '') return [];
    const plain = { units: character, end: index + 1 };
    if (depth === 0 || !mayBeEscape(text, index)) return [plain];
    if (character === '+') return [plain, { units: ' ', end: index + 1 }];
    if (text.startsWith(manyBackslashes, index)) return [plain, { units: character, end: index + 2 }];
    const key = index * deepest + depth - 1;
    const before = known.get(key);
    if (before !== undefined) return before;
    const outer = read(index, depth - 1);
    const readings = distinct([...outer, ...outer.flatMap((reading) => meaningOf(text, reading, read, depth - 1))]);
    known.set(key, readings);
    return readings;
  };
  return { at: (index) => read(index, deepest) };
}

/** More than nested escapes need: all but the last of them escape each other. */
const manyBackslashes = '\\'.repeat(2 ** deepest);
const hexDigit = /^[0-9a-f]$/i;
const afterAmpersand = /^[a-z#%\\]$/i;

/** Cheap, for texts that are full of signs that introduce nothing. */
function mayBeEscape(text: string, index: number): boolean {
  switch (text.charAt(index)) {
    case '%':
      return hexDigit.test(text.charAt(index + 1)) && hexDigit.test(text.charAt(index + 2));
    case '&':
      return afterAmpersand.test(text.charAt(index + 1));
    case '\\':
    case '+':
      return true;
    default:
      return false;
  }
}

type Read = (index: number, depth: number) => readonly Reading[];

function distinct(readings: readonly Reading[]): readonly Reading[] {
  return readings.filter(
    ({ units, end }, index) => readings.findIndex((other) => other.end === end && other.units === units) === index,
  );
}

/** What an escape means that begins with the reading. */
function meaningOf(text: string, { units, end }: Reading, read: Read, depth: number): readonly Reading[] {
  const next = (index: number): readonly Reading[] => read(index, depth);
  switch (units) {
    case '%':
      return percentEncoded(text, end, next);
    case '\\':
      return next(end).flatMap((escape) => backslashed(text, escape));
    case '&':
      return entity(text, end, next);
    default:
      return [];
  }
}

type Next = (index: number) => readonly Reading[];

function hexAt(text: string, index: number, digits: number): number | null {
  const part = text.slice(index, index + digits);
  return part.length === digits && /^[0-9a-f]+$/i.test(part) ? Number.parseInt(part, 16) : null;
}

/** UTF-8, or a single byte of Latin-1. @param index behind the percent sign. */
function percentEncoded(text: string, index: number, next: Next): readonly Reading[] {
  const first = hexAt(text, index, 2);
  if (first === null) return [];
  const single = { units: String.fromCharCode(first), end: index + 2 };
  const continuations = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
  if (continuations === 0) return [single];
  let code = first & (0x3f >> continuations);
  let { end } = single;
  for (let count = 0; count < continuations; count += 1) {
    const percent = next(end).find(({ units, end: behind }) => units === '%' && isContinuation(hexAt(text, behind, 2)));
    if (percent === undefined) return [single];
    code = (code << 6) | ((hexAt(text, percent.end, 2) ?? 0) & 0x3f);
    end = percent.end + 2;
  }
  return [single, ...characterOf(code, end)];
}

function isContinuation(byte: number | null): boolean {
  return byte !== null && (byte & 0xc0) === 0x80;
}

const controls: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' };

/** @param escape what is read behind the backslash. */
function backslashed(text: string, { units, end }: Reading): readonly Reading[] {
  if (units === 'u' || units === 'x') {
    const digits = units === 'u' ? 4 : 2;
    const code = hexAt(text, end, digits);
    return code === null ? [] : [{ units: String.fromCharCode(code), end: end + digits }];
  }
  const control = controls[units];
  if (control !== undefined) return [{ units: control, end }];
  return /^[a-z0-9]$/i.test(units) ? [] : [{ units, end }];
}

const numbered = /(?:x0{0,8}([0-9a-f]{1,6})|0{0,8}([0-9]{1,7}))/iy;
const named = /[a-z]{2,8}[0-9]{0,2}/iy;
/** Known without a semicolon, whatever follows. */
const oldest = /^(?:amp|lt|gt|quot)/i;

/** @param index behind the ampersand. */
function entity(text: string, index: number, next: Next): readonly Reading[] {
  const hashes = next(index).filter(({ units }) => units === '#');
  const byNumber = hashes.flatMap(({ end }) => {
    numbered.lastIndex = end;
    const [whole, hex, decimal = ''] = numbered.exec(text) ?? [];
    if (whole === undefined) return [];
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return characterOf(code, end + whole.length);
  });
  named.lastIndex = index;
  const [name = ''] = named.exec(text) ?? [];
  const names = new Set([name, oldest.exec(name)?.[0] ?? name]);
  const byName = Array.from(names).flatMap((known) => {
    const meant = entityNames.get(known);
    return meant === undefined ? [] : [{ units: meant, end: index + known.length }];
  });
  return [...byNumber, ...byName].flatMap((reading) => [reading, ...withSemicolon(reading, next)]);
}

function withSemicolon({ units, end }: Reading, next: Next): readonly Reading[] {
  return next(end).flatMap((found) => (found.units === ';' ? [{ units, end: found.end }] : []));
}

function characterOf(code: number, end: number): readonly Reading[] {
  return code <= 0x10_ff_ff ? [{ units: String.fromCodePoint(code), end }] : [];
}
