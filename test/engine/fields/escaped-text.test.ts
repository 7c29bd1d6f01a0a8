import { expect, test } from 'vitest';
import { formatProblem, unescaped } from '../../../electron/engine/fields/text-formats.ts';

test.each([
  ['PING\\r\\n', 'PING\r\n'],
  ['\\x00\\xff', '\x00\xff'],
  ['a\\\\rb', 'a\\rb'],
  ['tab\\there', 'tab\there'],
  ['\\0', '\0'],
  ['', ''],
])('%j means %j', (written, meant) => {
  expect(unescaped(written).toString('latin1')).toBe(meant);
  expect(formatProblem('escaped', written)).toBeNull();
});

test('other text is sent in UTF-8', () => {
  expect(unescaped('ä\\n')).toEqual(Buffer.from('ä\n'));
});

test.each(['\\q', 'a\\', '\\x1', '\\u0041'])('%j is not an escape', (written) => {
  expect(formatProblem('escaped', written)).toEqual({ code: 'not-an-escape', facts: {} });
});
