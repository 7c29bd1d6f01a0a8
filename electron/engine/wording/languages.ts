/** The languages of the program: one more is one more line. */
import { isLocale } from '../../contract/locale.ts';
import { english } from './en.ts';
import { formatFor, type Format } from './format.ts';
import type { Language, Wording } from './wording.ts';

const languages: readonly Language[] = [english];

/** How a reader is spoken to: in the words of a language, with the dates and numbers of a region. */
export interface Speech {
  readonly wording: Wording;
  readonly format: Format;
}

interface Reader {
  readonly language: Language;
  /** BCP 47: whose dates and numbers. */
  readonly locale: string;
}

/**
 * @param wanted the reader's locales (BCP 47), most wanted first; what is none, as a system's `C`, is left out. The words
 * are of the first whose language the program speaks, or English; dates and numbers of the first, as in the window.
 */
export function readerOf(wanted: readonly string[], known: readonly Language[] = languages): Reader {
  const locales = wanted.filter(isLocale);
  const language = locales.map((locale) => findLanguage(locale, known)).find((found) => found !== null) ?? english;
  return { language, locale: locales[0] ?? language.usualLocale };
}

export function speechTo({ language, locale }: Reader): Speech {
  const format = formatFor(locale, language);
  return { wording: language.words(format), format };
}

/** @param locale of the only reader (BCP 47), as the system names it. */
export function speechFor(locale: string | undefined, known?: readonly Language[]): Speech {
  return speechTo(readerOf(locale === undefined ? [] : [locale], known));
}

/** That of a tag, or of its language alone (`de` for `de-AT`). */
function findLanguage(tag: string, known: readonly Language[]): Language | null {
  const wanted = tag.toLowerCase();
  const [language = ''] = wanted.split('-');
  const find = (name: string): Language | undefined => known.find((one) => one.language.toLowerCase() === name);
  return find(wanted) ?? find(language) ?? null;
}

/** The locales of an `Accept-Language` header (RFC 9110, 12.5.4), most wanted first, up to where it accepts any. */
export function acceptedLocales(header: string): readonly string[] {
  const tags = header
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => /^q=/iu.test(parameter))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
  const any = tags.indexOf('*');
  return any === -1 ? tags : tags.slice(0, any);
}
