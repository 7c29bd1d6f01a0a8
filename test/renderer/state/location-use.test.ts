import { expect, test } from 'vitest';
import { hasQuery } from '../../../renderer/state/location-use.ts';

test.each([
  ['https://shop.example.com/health?token=abc', true],
  ['https://shop.example.com/?a', true],
  ['https://shop.example.com/health', false],
  ['https://shop.example.com/health?', false],
  ['https://shop.example.com/#/path?x=1', false],
  ['', false],
])('%s: has a query: %s', (url, expected) => {
  expect(hasQuery(url)).toBe(expected);
});
