import { expect, test } from 'vitest';
import { tokenOf } from '../../renderer/api.ts';

test.each([
  ['#token=abc', 'abc'],
  ['token=abc', 'abc'],
  ['#a=1&token=a%2Bb', 'a+b'],
  ['', null],
  ['#token=', null],
  ['#other=abc', null],
])('the token of %j is %j', (hash, token) => {
  expect(tokenOf(hash)).toBe(token);
});
