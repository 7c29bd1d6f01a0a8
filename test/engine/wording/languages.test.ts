import { expect, test } from 'vitest';
import { english } from '../../../electron/engine/wording/en.ts';
import { acceptedLocales, readerOf, speechFor } from '../../../electron/engine/wording/languages.ts';
import { pseudoLanguage } from '../../support/pseudo-wording.ts';

test.each(['', 'C.UTF-8', 'en_US@posix'])('%j is no locale, and is spoken to in English', (tag) => {
  const { wording, format } = speechFor(tag);
  expect(wording.language).toBe('en');
  expect(format.timeOfDay(9 * 3_600_000)).toBe(speechFor(undefined).format.timeOfDay(9 * 3_600_000));
});

test.each([
  ['de', 'de', 'de'],
  ['de-AT', 'de', 'de-AT'],
  ['DE-at;q=0.5', 'de', 'DE-at'],
  ['fr-CH, de;q=0.8, en;q=0.9', 'en', 'fr-CH'],
  ['en;q=0.7,de-CH;q=0.7', 'en', 'en'],
  ['en;q=0, de;q=0.1', 'de', 'de'],
  ['fr-FR', 'en', 'fr-FR'],
  ['*', 'en', 'en-IE'],
  ['de;q=0.4, *;q=0.5', 'en', 'en-IE'],
  ['', 'en', 'en-IE'],
  ['de;q=much', 'en', 'en-IE'],
  [';;,,=;q', 'en', 'en-IE'],
])(
  'of English and German, a request that accepts %j gets %s with the numbers of %s, from an Irish computer',
  (header, language, locale) => {
    const reader = readerOf([...acceptedLocales(header), 'en-IE'], [english, pseudoLanguage]);
    expect([reader.language.language, reader.locale]).toEqual([language, locale]);
  },
);
