/**
 * JSON as text: parsing, and insignificant white space, which is white space next to a structural character or a quote,
 * outside string literals. Between two bare words it is kept, since prose is not JSON.
 */
import type { Json } from '../../contract/model/monitor.ts';
import { once } from '../../contract/once.ts';
import { markNumbers } from './written-number.ts';

/** Deeper than real documents; limits the recursion of code that walks the value. */
const maxDepth = 100;

export interface JsonDocument {
  readonly value: Json;
  /** The same with its numbers as written: see written-number.ts. Made on first use. */
  readonly written: () => Json;
}

/** @returns null where the text is not JSON, or is nested too deeply. */
export function parseJson(text: string): JsonDocument | null {
  if (isTooDeep(text)) return null;
  try {
    const value = JSON.parse(text) as Json;
    return { value, written: once(() => writtenIn(text, value)) };
  } catch {
    return null;
  }
}

function writtenIn(text: string, value: Json): Json {
  const marked = markNumbers(text);
  return marked === text ? value : (JSON.parse(marked) as Json);
}

const quote = 0x22;
const backslash = 0x5c;

function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) inString = !inString;
    else if (inString) index += code === backslash ? 1 : 0;
    // `{` and `[`, `}` and `]` differ in one bit.
    else if ((code | 0x20) === 0x7b) depth += 1;
    else if ((code | 0x20) === 0x7d) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

/** A string literal (the last one may be cut off) or white space outside one. */
const literalOrSpace = /("(?:[^"\\]+|\\(?:.|$))*"?)|[ \t\r\n]+/gs;
const delimiters = '{}[]:,"';
/** Text without it is compact already, as most JSON is that a program sends. */
const mayBeInsignificant = /[{}[\]:,"][ \t\r\n]|[ \t\r\n][{}[\]:,"]/;

/**
 * The text without insignificant white space. It may be a part of a document: `"status": "ok"`.
 * @param startsInString the text begins inside a string literal: `ok", "x": 1`.
 */
export function stripJsonWhitespace(text: string, startsInString = false): string {
  if (!mayBeInsignificant.test(text)) return text;
  const opening = startsInString ? '"' : '';
  return `${opening}${text}`.replace(literalOrSpace, strip).slice(opening.length);
}

function strip(run: string, literal: string | undefined, index: number, whole: string): string {
  if (literal !== undefined) return run;
  return isDelimiter(whole[index - 1]) || isDelimiter(whole[index + run.length]) ? '' : run;
}

function isDelimiter(character: string | undefined): boolean {
  return character !== undefined && delimiters.includes(character);
}
