/**
 * JSON as text: what it holds, and its white space. White space is insignificant next to a structural character or a
 * quote, outside of string literals. Between two bare words JSON has none, so there it is kept: prose is not JSON.
 */
import type { Json } from '../../contract/model/monitor.ts';

/** Deeper than real documents; what walks through the value may then call itself. */
const maxDepth = 100;

/** @returns null where the text is not JSON, or is nested too deeply. */
export function parseJson(text: string): { readonly value: Json } | null {
  if (isTooDeep(text)) return null;
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') inString = !inString;
    else if (inString && character === '\\') index += 1;
    else if (inString) continue;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

/** A string literal (the last one may be cut off) or a run of white space outside of one. */
const literalOrSpace = /("(?:[^"\\]+|\\(?:.|$))*"?)|[ \t\r\n]+/gs;
const delimiters = '{}[]:,"';

/**
 * The text without insignificant white space. It need not be a whole document: `"status": "ok"` will do.
 * @param startsInString the text begins inside of a string literal: `ok", "x": 1`.
 */
export function stripJsonWhitespace(text: string, startsInString = false): string {
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
