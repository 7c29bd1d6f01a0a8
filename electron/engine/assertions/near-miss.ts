/**
 * Near misses: failed assertions that would pass but for case, white space, quotes or a type, with the assertion that
 * would have passed. Pure.
 */
import { isNumeric, shapeOf } from '../../contract/assertion-subjects.ts';
import type { Note, ValueType } from '../../contract/assertion-result.ts';
import type { Assertion, Json } from '../../contract/model/monitor.ts';
import { ignoresJsonWhitespace } from './assertion-rules.ts';
import { fold, unfold, type Folding } from './folded-text.ts';
import { stripJsonWhitespace } from './json-text.ts';
import { isList, textOf } from './operators.ts';
import { patternOf } from './pattern.ts';
import { expectable, numberText } from './written-number.ts';

export interface NearMiss {
  /** The only difference. */
  readonly note: Note;
  readonly instead: Assertion;
}

export interface NearMissOptions {
  /** The actual values; empty: there are none. */
  readonly values: readonly Json[];
  /** The whole response, if it is JSON. */
  readonly document: Json | null;
}

/** Longer texts are not searched again. */
const maxTextLength = 65_536;
const maxFoundLength = 200;
/** Occurrences that are tried to find a whole word. */
const maxPlaces = 20;

const inLetters: Folding = { letters: true };
const inSpaces: Folding = { spaces: true };
const inBoth: Folding = { letters: true, spaces: true };
const plainDifferences: readonly Folding[] = [inLetters, inSpaces, inBoth];
const allDifferences: readonly Folding[] = [
  inLetters,
  inSpaces,
  { spaces: true, quotes: true },
  inBoth,
  { letters: true, spaces: true, quotes: true },
];

function noteOf({ letters = false, spaces = false, quotes = false }: Folding): Note {
  return { code: 'differs-only-in', facts: { case: letters, whitespace: spaces, quotes } };
}

export function nearMissOf(assertion: Assertion, { values, document }: NearMissOptions): NearMiss | null {
  const { on, is, value } = assertion;
  if (isNumeric(on)) return null;
  if (values.length === 0) return shapeOf(on).path === 'json' ? otherPath(assertion, document) : null;
  if (value === undefined) return null;
  const expected = shapeOf(on).operand === 'json' ? value : isList(value) ? value.map(textOf) : textOf(value);
  const ignoresSpaces = document !== null && ignoresJsonWhitespace(assertion);
  for (const actual of values) {
    const near = nearValue(is, actual, expected);
    if (near === null) continue;
    const note = ignoresSpaces ? withoutSpaces(near.note, textOf(actual), textOf(expected)) : near.note;
    return { note, instead: { ...assertion, value: near.value } };
  }
  return null;
}

/** White space between JSON tokens that is ignored is no difference. */
function withoutSpaces(note: Note, text: string, wanted: string): Note {
  if (note.code !== 'differs-only-in' || !note.facts.whitespace) return note;
  const rest = { letters: note.facts.case, quotes: note.facts.quotes };
  const [actual, expected] = [text, wanted].map((one) => fold(stripJsonWhitespace(one), rest).text);
  return actual !== undefined && expected !== undefined && actual.includes(expected) ? noteOf(rest) : note;
}

interface Near {
  readonly note: Note;
  readonly value: Json;
}

function nearValue(is: Assertion['is'], actual: Json, expected: Json): Near | null {
  switch (is) {
    case 'equals':
      return nearlyEqual(actual, expected);
    case 'in':
      return isList(expected) ? nearItem(actual, expected) : null;
    case 'contains':
      if (isList(actual)) return firstOf(actual, (item) => nearlyEqual(item, expected));
      return typeof actual === 'string' ? nearlyContained(actual, textOf(expected)) : null;
    case 'matches':
      return patternOf(`(?i)${textOf(expected)}`).occursIn(textOf(actual).slice(0, maxTextLength)) === true
        ? { note: noteOf(inLetters), value: `(?i)${textOf(expected)}` }
        : null;
    case 'notEquals':
    case 'notContains':
    case 'lessThan':
    case 'greaterThan':
    case 'exists':
      return null;
  }
}

function firstOf(items: readonly Json[], nearTo: (item: Json) => Near | null): Near | null {
  for (const item of items) {
    const near = nearTo(item);
    if (near !== null) return near;
  }
  return null;
}

function nearItem(actual: Json, expected: readonly Json[]): Near | null {
  for (const [index, item] of expected.entries()) {
    const near = nearlyEqual(actual, item);
    if (near !== null)
      return { note: near.note, value: expected.map((other, place) => (place === index ? near.value : other)) };
  }
  return null;
}

function nearlyEqual(actual: Json, expected: Json): Near | null {
  const [text, wanted, value] = [textOf(actual), textOf(expected), expectable(actual)];
  if (text.length > maxFoundLength || wanted.length > maxFoundLength) return null;
  if (typeOf(actual) !== typeOf(expected)) {
    const isSame = text.toLowerCase() === wanted.toLowerCase();
    const types = { found: typeOf(actual), expected: typeOf(expected) };
    return isSame ? { note: { code: 'other-type', facts: types }, value } : null;
  }
  if (typeof actual !== 'string' || numberText(actual) !== null) return null;
  const found = plainDifferences.find((difference) => fold(text, difference).text === fold(wanted, difference).text);
  return found === undefined ? null : { note: noteOf(found), value: actual };
}

function typeOf(value: Json): ValueType {
  if (value === null) return 'null';
  if (numberText(value) !== null) return 'number';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'object') return isList(value) ? 'list' : 'object';
  return 'boolean';
}

function nearlyContained(text: string, wanted: string): Near | null {
  if (text.length > maxTextLength || wanted.length > maxFoundLength) return null;
  for (const difference of allDifferences) {
    const found = findFolded(text, wanted, difference);
    if (found !== null) return { note: noteOf(difference), value: found };
  }
  return null;
}

/** The part of the text that equals `wanted` but for the difference. */
function findFolded(text: string, wanted: string, difference: Folding): string | null {
  const folded = fold(text, difference);
  const part = fold(wanted, difference).text;
  if (part === '') return null;
  let place = folded.text.indexOf(part);
  for (let tries = 0; place >= 0 && tries < maxPlaces; tries += 1) {
    const { from, to } = unfold(folded, place, part.length);
    const found = difference.quotes === true ? wholeValue(text, from, to) : text.slice(from, to);
    if (found !== null) return found;
    place = folded.text.indexOf(part, place + 1);
  }
  return null;
}

const quote = /["']/;
const wordCharacter = /[\p{L}\p{N}_.-]/u;

/** With its quotes; null if it is only a part of a longer word or text: `ok` of `"okay"` or `"ok so far"`. */
function wholeValue(text: string, from: number, to: number): string | null {
  const start = quote.test(text.charAt(from - 1)) ? from - 1 : from;
  const end = quote.test(text.charAt(to)) ? to + 1 : to;
  const found = text.slice(start, end);
  const isOpen = (found.match(/["']/g)?.length ?? 0) % 2 === 1;
  const [before, after] = [text.charAt(start - 1), text.charAt(end)];
  const isPiece =
    (wordCharacter.test(before) && wordCharacter.test(found.charAt(0))) ||
    (wordCharacter.test(after) && wordCharacter.test(found.charAt(found.length - 1)));
  return isOpen || isPiece ? null : found;
}

const plainPath = /^\$(\.[A-Za-z_]\w*)+$/;

/** `$.Status` does not exist, but `$.status` does. */
function otherPath(assertion: Assertion, document: Json | null): NearMiss | null {
  const path = assertion.path ?? '';
  if (!plainPath.test(path) || document === null) return null;
  const names: string[] = [];
  let value: Json = document;
  for (const name of path.slice(2).split('.')) {
    if (typeof value !== 'object' || value === null || isList(value)) return null;
    const key: string | null = Object.hasOwn(value, name) ? name : similarKey(value, name);
    if (key === null) return null;
    names.push(key);
    value = value[key] ?? null;
  }
  const found = `$.${names.join('.')}`;
  return plainPath.test(found)
    ? { note: { code: 'other-path', facts: { path: found } }, instead: { ...assertion, path: found } }
    : null;
}

function similarKey(value: { readonly [key: string]: Json }, name: string): string | null {
  return Object.keys(value).find((key) => key.toLowerCase() === name.toLowerCase()) ?? null;
}
