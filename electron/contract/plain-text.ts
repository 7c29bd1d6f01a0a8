/** Text from outside, made fit for a line, a limit or a header: no control characters, no half characters. */

/** Ends with an ellipsis where something was cut off; never in the middle of a surrogate pair. */
export function cap(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/u.test(lastUnit(cut)) ? cut.slice(0, -1) : cut}…`;
}

/** One line of at most `max` UTF-16 units; whatever breaks or hides in a line (CR, LF, NUL, direction marks) is a blank. */
export function oneLine(text: string, max: number): string {
  // \p{Cc} controls, \p{Zl} and \p{Zp} separators; U+202A-202E and U+2066-2069 turn the direction of what follows.
  return cap(text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim(), max);
}

function lastUnit(text: string): string {
  return text.slice(-1);
}
