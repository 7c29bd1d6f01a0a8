import { expect, test } from 'vitest';
import { parseJson } from '../../electron/http/parse-json.ts';

const parse = (text: string): unknown => parseJson(Buffer.from(text));
const tooDeep = { ok: false, error: { code: 'invalid', reason: { code: 'body-too-deep', facts: {} } } };
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

test('JSON parses to its value, and an empty body to undefined', () => {
  expect(parse('{"a":[1,"b"]}')).toEqual({ ok: true, value: { a: [1, 'b'] } });
  expect(parse('')).toEqual({ ok: true, value: undefined });
});

test('JSON nested too deeply is rejected', () => {
  expect(parse(nested(50))).toMatchObject({ ok: true });
  expect(parse(nested(51))).toEqual(tooDeep);
  expect(parse(`{"a":${'{"a":'.repeat(60)}1${'}'.repeat(61)}`)).toEqual(tooDeep);
});

test('adjacent brackets, and those inside strings, are not nested', () => {
  expect(parse(`[${'[],'.repeat(500)}[]]`)).toMatchObject({ ok: true });
  const text = `\\"${'['.repeat(100)}\\\\`;
  expect(parse(JSON.stringify([text, text]))).toEqual({ ok: true, value: [text, text] });
});

test('a mebibyte of quotes and backslashes is parsed in one pass', () => {
  expect(parse(`"${'\\"'.repeat(500_000)}`)).toMatchObject({ ok: false, error: { reason: { code: 'body-not-json' } } });
});

test.each(['{', '{"a":}', "{'a':1}", '\u0000', 'undefined', '[1,]'])(
  'what is no JSON is refused without repeating it: %j',
  (text) => {
    expect(parse(text)).toEqual({
      ok: false,
      error: { code: 'invalid', reason: { code: 'body-not-json', facts: {} } },
    });
  },
);
