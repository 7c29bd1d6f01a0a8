import { expect, test } from 'vitest';
import { csvOf, type Cell } from '../../../electron/engine/evidence/csv.ts';

test.each<[string, Cell, string]>([
  ['a plain text', 'Shop API', 'Shop API'],
  ['nothing', null, ''],
  ['an empty text', '', ''],
  ['a number', -1.5, '-1.5'],
  ['a comma', 'a, b', '"a, b"'],
  ['a quote', 'status "ok"', '"status ""ok"""'],
  ['a line break', 'a\nb', '"a\nb"'],
  ['a formula', '=1+1', "'=1+1"],
  ['a formula with a quote', '=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['a plus', '+1', "'+1"],
  ['a minus', '-1', "'-1"],
  ['a command', '@SUM(A1)', "'@SUM(A1)"],
  ['a tab before a formula', '\t=1', "'\t=1"],
  ['a line break before a formula', '\n=1', `"'\n=1"`],
  ['a wide sign', '＝1+1', "'＝1+1"],
  ['a sign further on', 'a=1', 'a=1'],
])('%s', (_, cell, written) => {
  expect(csvOf([[cell]])).toBe(`\uFEFF${written}\r\n`);
});

test('every row ends with CR LF', () => {
  expect(
    csvOf([
      ['a', 1],
      [null, 'b'],
    ]),
  ).toBe('\uFEFFa,1\r\n,b\r\n');
});
