/**
 * How many columns of a terminal a text takes: what is drawn as one character counts once, or twice where East Asian
 * scripts and emoji are as wide as two (Unicode UAX #11).
 */
import { once } from '../../contract/once.ts';

const characters = once(() => new Intl.Segmenter(undefined, { granularity: 'grapheme' }));
const narrow = /^[\u0020-\u007e]*$/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}\ufe0f]/u;

/** Katakana and Hangul of one column, whose voicing marks take one as well. */
const half = /[\uff61-\uffdc]/u;

function widthOf(character: string): number {
  if (half.test(character)) return character.length;
  return wide.test(character) ? 2 : 1;
}

export function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length;
  return Array.from(characters().segment(text)).reduce((sum, { segment }) => sum + widthOf(segment), 0);
}

export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}
