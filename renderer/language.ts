/**
 * The window's language, and how it formats dates and numbers. Decided once, when the page starts: the first of the
 * reader's languages for which there is a catalogue. Numbers, numeric dates and the 12-hour or 24-hour clock follow the
 * reader's region, whatever the language. Dates with a month's or weekday's name are in the window's language, so that
 * no sentence mixes two.
 */
import { isLocale, regionOf, type Region } from '../electron/contract/locale.ts';

/** Each language, and the locale for its dates when the reader's own locale is in another language. */
export const languages = { en: 'en-GB' } as const;

export type Language = keyof typeof languages;

export interface Locales extends Region {
  readonly language: Language;
}

const baseOf = (locale: string): string => new Intl.Locale(locale).language;

function isLanguage(name: string): name is Language {
  return name in languages;
}

/** @param wanted as `navigator.languages`: the reader's locales, most wanted first. */
export function chooseLocales(wanted: readonly string[]): Locales {
  const preferred = wanted.filter(isLocale);
  const language = preferred.map(baseOf).find(isLanguage) ?? 'en';
  const usualLocale = languages[language];
  return { language, ...regionOf(preferred[0] ?? usualLocale, { language, usualLocale }) };
}

export const locales: Locales = chooseLocales(navigator.languages);
