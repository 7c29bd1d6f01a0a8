/** JSON from outside: UTF-8 only, and no deeper than later recursive code can handle. */
import { refused, type Outcome } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';

const maxDepth = 50;

/** An empty body is `undefined`: calls without input need none. */
export function parseJson(bytes: Uint8Array): Outcome<unknown> {
  if (bytes.length === 0) return ok(undefined);
  const text = decode(bytes);
  if (text === null) return refused('body-not-utf8');
  if (depthOf(text) > maxDepth) return refused('body-too-deep');
  try {
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch {
    // Its message would quote part of the body.
    return refused('body-not-json');
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** In one pass. Brackets inside strings do not count; for invalid JSON the number is arbitrary. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') isInString = !isInString;
    else if (isInString) index += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}
