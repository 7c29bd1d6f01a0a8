import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonTokens } from '../../../renderer/state/json-tokens.ts';

const textOf = (source: string, isCut = false): string | undefined =>
  jsonTokens(source, isCut)
    ?.map(({ text }) => text)
    .join('');

test('names, strings, numbers and literals are distinguished', () => {
  const tokens = jsonTokens('{"name":"a","n":-1.50e3,"ok":true}') ?? [];
  expect(tokens.filter(({ kind }) => kind !== 'mark')).toEqual([
    { kind: 'key', text: '"name"' },
    { kind: 'string', text: '"a"' },
    { kind: 'key', text: '"n"' },
    { kind: 'number', text: '-1.50e3' },
    { kind: 'key', text: '"ok"' },
    { kind: 'word', text: 'true' },
  ]);
});

test('numbers stay as written, even those that no number type could hold', () => {
  expect(textOf('{"id":12345678901234567890,"rate":1.0}')).toBe('{\n  "id": 12345678901234567890,\n  "rate": 1.0\n}');
});

test('text that is not JSON, or a lone value, is left alone', () => {
  for (const text of ['', 'ok', '"ok"', '5', '<html>', '{"a":']) expect(jsonTokens(text)).toBeNull();
});

test('truncated JSON is formatted as far as it goes', () => {
  expect(textOf('{"a":[1,2],"b":"so f', true)).toBe('{\n  "a": [\n    1,\n    2\n  ],\n  "b": "so f');
});

test('any document is formatted as JSON.stringify would', () => {
  const document = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
  fc.assert(
    fc.property(document, (value) => {
      expect(textOf(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});
