/**
 * Which language the window speaks, and how it writes dates and numbers. Decided once, when the page starts: the first
 * language of the reader's own that there is a catalogue for. Figures, dates in digits and the 12 or 24 hours of the clock
 * follow the reader's region, whatever the language. Dates with a month's or a day's name are written in the language, so
 * that one sentence never mixes two.
 */
import { isLocale } from '../electron/contract/locale.ts';

/** Each language, and the locale that writes its dates for readers whose own locale is of another language. */
export const languages = { en: 'en-GB' } as const;

export type Language = keyof typeof languages;

export interface Locales {
  readonly language: Language;
  /** For digits alone. */
  readonly region: string;
  /** For names of months and days, and for lists. */
  readonly words: string;
}

const baseOf = (locale: string): string => new Intl.Locale(locale).language;

function isLanguage(name: string): name is Language {
  return name in languages;
}

/** @param wanted as `navigator.languages`: the reader's locales, most wanted first. */
export function chooseLocales(wanted: readonly string[]): Locales {
  const preferred = wanted.filter(isLocale);
  const region = preferred[0] ?? languages.en;
  const language = preferred.map(baseOf).find(isLanguage) ?? 'en';
  return { language, region, words: baseOf(region) === language ? region : languages[language] };
}

export const locales: Locales = chooseLocales(navigator.languages);
