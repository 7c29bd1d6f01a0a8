import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandLine, splitWords } from '../../../electron/contract/monitors/command-line.ts';

test.each([
  ['check_load -w 5', ['check_load', '-w', '5']],
  ["  a  'b c'd  ", ['a', 'b cd']],
  ['"a \\"b\\" $c" \\ d', ['a "b" $c', ' d']],
  ['\'\' ""', ['', '']],
  ['a | b > *', ['a', '|', 'b', '>', '*']],
  ['', []],
])('the words of %j', (line, words) => {
  expect(splitWords(line)).toEqual(words);
});

test.each(["'a", '"a', 'a\\'])('%j has no end', (line) => {
  expect(splitWords(line)).toBeNull();
});

test('a command line is read back as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(splitWords(commandLine(words))).toEqual(words);
    }),
  );
});
