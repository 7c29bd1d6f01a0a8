import { expect, test } from 'vitest';
import { isLocale } from '../../electron/contract/locale.ts';

test.each(['en', 'en-GB', 'de-AT', 'zh-Hant-TW'])('%j is a locale', (name) => {
  expect(isLocale(name)).toBe(true);
});

test.each(['', 'C', 'en_US@posix', 'x y'])('%j is not a locale', (name) => {
  expect(isLocale(name)).toBe(false);
});
