/** Text from outside, made fit for a line, a limit or a header: no control characters, no half characters. */

/** Ends with an ellipsis where something was cut off; never in the middle of a surrogate pair. */
export function cap(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/u.test(lastUnit(cut)) ? cut.slice(0, -1) : cut}…`;
}

/** \p{Cc} controls, \p{Zl} and \p{Zp} separators; U+202A-202E and U+2066-2069 turn the direction of what follows. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu;

/** Whatever breaks, hides in or commands a line (CR, LF, NUL, escape sequences, direction marks) is a blank. */
export function printable(text: string): string {
  return text.replace(unprintable, ' ');
}

/** One line of at most `max` UTF-16 units, with single blanks. */
export function oneLine(text: string, max: number): string {
  return cap(printable(text).replace(/\s+/gu, ' ').trim(), max);
}

/** JSON says the same with escapes as without. */
export function printableJson(value: unknown): string {
  const code = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const lines = JSON.stringify(value, null, 2).split('\n');
  return lines.map((line) => line.replace(unprintable, (found) => Array.from(found, code).join(''))).join('\n');
}

function lastUnit(text: string): string {
  return text.slice(-1);
}
