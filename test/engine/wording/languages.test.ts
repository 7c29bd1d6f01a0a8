import { expect, test } from 'vitest';
import { speechFor } from '../../../electron/engine/wording/languages.ts';

test.each(['', 'C.UTF-8', 'en_US@posix'])('%j is no locale, and is spoken to in English', (tag) => {
  const { wording, format } = speechFor(tag);
  expect(wording.language).toBe('en');
  expect(format.timeOfDay(9 * 3_600_000)).toBe(speechFor().format.timeOfDay(9 * 3_600_000));
});
