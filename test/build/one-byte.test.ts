import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { inOneByte } from '../../build/one-byte.ts';

test.each([
  ["'a – b … “c” é 😀'"],
  ['`naïve ${"→".length} 🚀`'],
  ["/^[–—]$/.test('—')"],
  ["/^[😀🚀]$/u.test('🚀')"],
  ['(() => { const größe = 3; return größe; })()'],
  [String.raw`'a\\–b'`],
])('means the same as before: %s', (code) => {
  const written = inOneByte(code);
  expect(written).toMatch(/^[\0-\x7f]*$/);
  expect(runInNewContext(written)).toEqual(runInNewContext(code));
});

test('keeps the lines', () => {
  expect(inOneByte("'–'\n'—'").split('\n')).toHaveLength(2);
});

test('refuses an escape that would turn into another one', () => {
  expect(() => inOneByte(String.raw`'\–'`)).toThrow('needs no escape');
});

test('refuses a raw text that would show its escapes', () => {
  expect(() => inOneByte('const a = String.raw`b`;\nconst c = String.raw`d\\–`;')).toThrow('beyond ASCII');
  expect(inOneByte("String.raw`b` + '–'")).toBe("String.raw`b` + '\\u2013'");
});
