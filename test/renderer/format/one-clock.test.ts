import { expect, test } from 'vitest';
import { english } from '../../../electron/engine/wording/en.ts';
import { formatFor } from '../../../electron/engine/wording/format.ts';
import { createDateFormat } from '../../../renderer/format/dates.ts';
import { chooseLocales } from '../../../renderer/language.ts';

const now = new Date(2026, 10, 28, 23, 10).getTime();
const moments = [
  new Date(2026, 10, 28, 11, 3).getTime(),
  new Date(2026, 10, 28, 0, 5).getTime(),
  new Date(2026, 8, 9, 17, 30).getTime(),
  new Date(2025, 10, 28, 9, 0).getTime(),
];

test.each(['en-US', 'en-GB', 'en-AU', 'en-CA', 'en', 'de-DE', 'de', 'fr-FR', 'ja-JP', 'ar-EG', 'hi-IN'])(
  'for a reader of %s the tray writes times as the window does',
  (locale) => {
    const tray = formatFor(locale, english);
    const page = createDateFormat(chooseLocales([locale]));
    for (const at of moments) {
      expect(tray.timeOfDay(at)).toBe(page.formatTimeOfDay(at));
      expect(tray.moment(at, now)).toBe(page.formatMoment(at, now));
    }
  },
);
