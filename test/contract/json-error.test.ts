import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorAt, positionIn } from '../../electron/contract/json-error.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the place where a JSON text stops being valid', () => {
  it.each([
    ['', 0],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[1 2]', 3],
    ['[1,]', 3],
    ['{"a": 01}', 7],
    ['{"a": "b', 8],
    ['{"a": "b\n"}', 8],
    ['{"a": "\\x"}', 7],
    ['{"a": 1} x', 9],
    ['[1}', 2],
    ['{ {{title}}: 1 }', 2],
    ['{"a": 1{{title}}}', 7],
  ] as const)('of %j is at %i', (text, at) => {
    expect(jsonErrorAt(text)).toBe(at);
  });

  it('is nowhere in what JSON.parse takes, and somewhere in what it does not', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"',
      '\\',
      '\\u00e4',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'null',
      ' ',
      '\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        fc.pre(!/\{\{[^{}]*\}\}/u.test(text)); // a placeholder is a value here alone
        expect(jsonErrorAt(text) === null).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonErrorAt(text)).toBeNull();
      }),
    );
  });

  it('is found however deep the text is nested', () => {
    expect(jsonErrorAt('['.repeat(20_000))).toBe(20_000);
  });

  it('is given as line and column', () => {
    expect(positionIn('{\n  "a": 😀', 10)).toEqual({ line: 2, column: 9 });
    expect(positionIn('a\r\nb', 3)).toEqual({ line: 2, column: 1 });
  });
});
