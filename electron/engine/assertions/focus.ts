/** Which part of a long text a message quotes: where what was looked for nearly stands, or stands though it must not. */
import type { Assertion } from '../../contract/model/monitor.ts';
import { fold, foldAll } from './folded-text.ts';
import { textOf } from './operators.ts';

const maxTextLength = 262_144;
/** A shorter beginning says nothing about where it belongs. */
const minPrefixLength = 3;
/** What is quoted before that place. */
const leadLength = 30;

/** The index at which to begin quoting `text`, of which `length` characters are quoted. */
export function focusOf({ is, value }: Assertion, text: string, length: number): number {
  if (text.length <= length || text.length > maxTextLength || value === undefined) return 0;
  const place = placeOf(is, text, textOf(value));
  return place < length - leadLength ? 0 : place - leadLength;
}

function placeOf(is: Assertion['is'], text: string, wanted: string): number {
  if (is === 'notContains') return Math.max(0, text.indexOf(wanted));
  return is === 'contains' ? placeOfPrefix(text, wanted) : 0;
}

/** Where the longest beginning of `wanted` stands that stands anywhere; halving finds it, since shorter ones stand there, too. */
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
