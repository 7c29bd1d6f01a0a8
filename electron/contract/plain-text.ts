/** Makes text from outside safe for a line, a limit or a header: no control characters, no split surrogate pairs. */

/** Ends with an ellipsis where text was cut off; never splits a surrogate pair. */
export function cap(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/u.test(lastUnit(cut)) ? cut.slice(0, -1) : cut}…`;
}

/** \p{Cc} controls, \p{Zl} and \p{Zp} separators; U+202A-202E and U+2066-2069 change the direction of text. */
const unprintableSign = String.raw`[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]`;
const unprintable = new RegExp(`${unprintableSign}+`, 'gu');
const unprintableInText = new RegExp(String.raw`(?![\n\t])${unprintableSign}`, 'gu');

/** Replaces line breaks, control characters and direction marks with blanks. */
export function printable(text: string): string {
  return text.replace(unprintable, ' ');
}

/** One line of at most `max` UTF-16 units, with single blanks. */
export function oneLine(text: string, max: number): string {
  return cap(printable(text).replace(/\s+/gu, ' ').trim(), max);
}

/** Whether it has control characters other than line ends and tabs. */
export function hasUnprintable(text: string): boolean {
  return text.search(unprintableInText) !== -1;
}

/** For JSON and quoted YAML, where an escape (`\u001b`) means the same character. Line ends and tabs are layout. */
export function escapeUnprintable(text: string): string {
  return text.replace(unprintableInText, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function printableJson(value: unknown): string {
  return escapeUnprintable(JSON.stringify(value, null, 2));
}

function lastUnit(text: string): string {
  return text.slice(-1);
}
