/** A program and its arguments as a person types them: blanks separate words, quotes and backslashes keep them together. */

/** For display, and so that `splitWords` reads it back. */
export function commandLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

const part = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)|(\s+)/gsuy;

/** Null: a quote has no end. Nothing else of a shell is known: `$`, `*` and `|` are themselves. */
export function splitWords(line: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  for (const [whole, single, double, escaped, plain, blank] of line.matchAll(part)) {
    at += whole.length;
    if (blank === undefined) {
      word = (word ?? '') + (single ?? double?.replace(/\\(["\\])/gu, '$1') ?? escaped ?? plain ?? '');
    } else if (word !== null) {
      words.push(word);
      word = null;
    }
  }
  if (at < line.length) return null;
  return word === null ? words : [...words, word];
}
