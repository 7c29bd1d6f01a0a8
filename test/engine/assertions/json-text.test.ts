import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, stripJsonWhitespace } from '../../../electron/engine/assertions/json-text.ts';

/** Pieces of JSON, prose and nonsense, with the characters that matter well represented. */
const fragments = fc
  .array(fc.oneof(fc.constantFrom('"', '\\', ' ', '\n', '\t', '\r', '{', '}', '[', ']', ':', ',', 'ok'), fc.string()))
  .map((parts) => parts.join(''));

/** String literals as JSON reads them, in their order; the last one may be without its end. */
const literalsIn = (text: string): readonly string[] => text.match(/"(?:[^"\\]|\\[^])*(?:"|\\?$)/g) ?? [];

describe('stripping white space', () => {
  test('makes the compact form of a document', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2, '\t', ' \t'), (value, indent) => {
        expect(stripJsonWhitespace(JSON.stringify(value, null, indent))).toBe(JSON.stringify(value));
      }),
    );
  });

  test('never changes a string literal', () => {
    fc.assert(
      fc.property(fragments, (text) => {
        expect(literalsIn(stripJsonWhitespace(text))).toEqual(literalsIn(text));
      }),
    );
  });

  test('is idempotent', () => {
    fc.assert(
      fc.property(fragments, fc.boolean(), (text, startsInString) => {
        const once = stripJsonWhitespace(text, startsInString);
        expect(stripJsonWhitespace(once, startsInString)).toBe(once);
      }),
    );
  });

  test('removes white space and nothing else', () => {
    fc.assert(
      fc.property(fragments, (text) => {
        const dense = (from: string): string => from.replace(/[ \t\r\n]/g, '');
        expect(dense(stripJsonWhitespace(text))).toBe(dense(text));
      }),
    );
  });

  test.each([
    ['"status": "ok"', '"status":"ok"'],
    [' "a" : 1 , ', '"a":1,'],
    ['{ }', '{}'],
    ['not ok', 'not ok'],
    ['"a\\" b": "c d"', '"a\\" b":"c d"'],
    ['"unfinished : x', '"unfinished : x'],
    ['"a\\', '"a\\'],
    ['\u00a0: 1', '\u00a0:1'],
    ['   ', '   '],
  ])('turns the part %j into %j', (text, stripped) => {
    expect(stripJsonWhitespace(text)).toBe(stripped);
  });

  test('of a part that begins within a string keeps that string', () => {
    expect(stripJsonWhitespace('all ok", "x": 1', true)).toBe('all ok","x":1');
  });

  test('handles a megabyte of anything', () => {
    for (const unit of ['"', '\\"', ' ', '" ', '\\', '{ "a": ']) {
      expect(stripJsonWhitespace(unit.repeat(200_000)).length).toBeGreaterThan(0);
    }
  });
});

describe('reading JSON', () => {
  test('returns the value', () => {
    expect(parseJson(' {"a":[1,null]} ')).toMatchObject({ value: { a: [1, null] } });
    expect(parseJson('null')).toMatchObject({ value: null });
  });

  test('returns null if it is not JSON', () => {
    for (const text of ['', 'ok', '{"a":1', '{"a":1} x', "{'a':1}"]) expect(parseJson(text)).toBeNull();
  });

  test('rejects a hundred thousand levels', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJson(nested(100))).not.toBeNull();
    expect(parseJson(nested(101))).toBeNull();
    expect(parseJson(nested(100_000))).toBeNull();
    expect(parseJson(JSON.stringify('['.repeat(1_000)))).not.toBeNull();
    expect(parseJson(JSON.stringify(Array.from({ length: 1_000 }, () => [{}])))).not.toBeNull();
  });
});
