/** Which part of a long text a message quotes: the closest match, or the match that should not be there. */
import type { Assertion } from '../../contract/model/monitor.ts';
import { fold, foldAll } from './folded-text.ts';
import { textOf } from './operators.ts';

const maxTextLength = 262_144;
/** A shorter prefix matches anywhere. */
const minPrefixLength = 3;
/** Characters quoted before that place. */
const leadLength = 30;

/** The index from which to quote `length` characters of `text`. */
export function focusOf({ is, value }: Assertion, text: string, length: number): number {
  if (text.length <= length || text.length > maxTextLength || value === undefined) return 0;
  const place = placeOf(is, text, textOf(value));
  return place < length - leadLength ? 0 : place - leadLength;
}

function placeOf(is: Assertion['is'], text: string, wanted: string): number {
  if (is === 'notContains') return Math.max(0, text.indexOf(wanted));
  return is === 'contains' ? placeOfPrefix(text, wanted) : 0;
}

/** The place of the longest prefix of `wanted` that occurs, by binary search: all shorter prefixes occur as well. */
function placeOfPrefix(text: string, wanted: string): number {
  const folded = fold(text, foldAll);
  const whole = fold(wanted, foldAll).text;
  let [known, limit] = [0, whole.length];
  let place = 0;
  while (known < limit) {
    const length = Math.ceil((known + limit) / 2);
    const found = folded.text.indexOf(whole.slice(0, length));
    if (found < 0) limit = length - 1;
    else {
      known = length;
      place = found;
    }
  }
  return known < minPrefixLength ? 0 : (folded.at[place] ?? 0);
}
