/**
 * Where a JSON text stops being valid. Every engine of JavaScript words that differently, and some not at all. A
 * placeholder, `{{name}}`, stands for any value.
 */

type Expected = 'value' | 'item-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const blanks = /[ \t\n\r]*/uy;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|\{\{[^{}]*\}\}/uy;
/** As far as it is valid, without the closing quotation mark. */
// eslint-disable-next-line no-control-regex -- JSON forbids them in strings
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*/uy;

/** @returns its offset, at most the length of the text; null: the text is valid. */
export function jsonErrorAt(text: string): number | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;

  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found !== undefined;
  };
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma-or-end');
  const skipString = (): boolean => skip(string) && text[at] === '"' && (at += 1) > 0;

  for (;;) {
    skip(blanks);
    const sign = text[at];
    if (expected === 'nothing') return sign === undefined ? null : at;
    if (sign === undefined) return at;
    const isEnd: boolean = sign === (open.at(-1) === '{' ? '}' : ']') && expected.endsWith('-end');
    if (isEnd) {
      at += 1;
      open.pop();
      expected = afterValue();
    } else if (expected === 'key' || expected === 'key-or-end') {
      if (!skipString()) return at;
      expected = 'colon';
    } else if (expected === 'colon' || expected === 'comma-or-end') {
      if (sign !== (expected === 'colon' ? ':' : ',')) return at;
      at += 1;
      expected = expected === 'comma-or-end' && open.at(-1) === '{' ? 'key' : 'value';
    } else if (sign === '"') {
      if (!skipString()) return at;
      expected = afterValue();
    } else if (skip(literal)) {
      expected = afterValue();
    } else if (sign === '{' || sign === '[') {
      at += 1;
      open.push(sign);
      expected = sign === '{' ? 'key-or-end' : 'item-or-end';
    } else return at;
  }
}

interface TextPosition {
  /** From 1, as editors count. */
  readonly line: number;
  readonly column: number;
}

export function positionIn(text: string, offset: number): TextPosition {
  const lines = text.slice(0, offset).split(/\r\n?|\n/u);
  return { line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 };
}
