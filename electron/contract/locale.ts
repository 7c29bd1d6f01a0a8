/** Locale names, and the one rule for dates and times, which window, tray, messages and terminal share. */

/** Operating systems have locale names of their own (`C`, `en_US@posix`), for which `Intl` throws. */
export function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false; // what Intl throws for anything that is not a locale
  }
}

export interface LanguageLocale {
  /** Of the words: `en`. */
  readonly language: string;
  /** For the dates of a reader whose locale does not name a region: `en-GB`. */
  readonly usualLocale: string;
}

export interface Region {
  /** For numeric formats and the clock. */
  readonly region: string;
  /** For the names of months and weekdays: in the language of the words around them. */
  readonly words: string;
}

/** @param tag a valid locale. `en` alone would be American by default, so it is written as the language usually is. */
export function regionOf(tag: string, { language, usualLocale }: LanguageLocale): Region {
  const locale = new Intl.Locale(tag);
  if (locale.language !== language) return { region: tag, words: usualLocale };
  const region = locale.region === undefined ? usualLocale : tag;
  return { region, words: region };
}

/** The region's 12-hour or 24-hour clock: `9:05 AM`, but `09:05`. */
export function clockOf(region: string): Intl.DateTimeFormatOptions {
  const { hourCycle = 'h23' } = new Intl.DateTimeFormat(region, { hour: 'numeric' }).resolvedOptions();
  const isTwelve = hourCycle === 'h12' || hourCycle === 'h11';
  return { hour: isTwelve ? 'numeric' : '2-digit', minute: '2-digit', hourCycle };
}
