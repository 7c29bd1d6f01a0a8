import { expect, test } from 'vitest';
import { en } from '../../../electron/engine/wording/en.ts';
import { acceptedWording, speechFor } from '../../../electron/engine/wording/languages.ts';
import { pseudoWording } from '../../support/pseudo-wording.ts';

test.each(['', 'C.UTF-8', 'en_US@posix'])('%j is no locale, and is spoken to in English', (tag) => {
  const { wording, format } = speechFor(tag);
  expect(wording.language).toBe('en');
  expect(format.timeOfDay(9 * 3_600_000)).toBe(speechFor().format.timeOfDay(9 * 3_600_000));
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE-at;q=0.5', 'de'],
  ['fr, de;q=0.8, en;q=0.9', 'en'],
  ['en;q=0.7,de-CH;q=0.7', 'en'],
  ['en;q=0, de;q=0.1', 'de'],
  ['fr-FR', null],
  ['*', null],
  ['de;q=0.4, *;q=0.5', null],
  ['', null],
  ['de;q=much', null],
  [';;,,=;q', null],
])('of English and German, a request that accepts %j gets %j', (header, language) => {
  expect(acceptedWording(header, [en, pseudoWording])?.language ?? null).toBe(language);
});
