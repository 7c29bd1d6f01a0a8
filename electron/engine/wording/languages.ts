/** The languages that there are: one more is one more line. */
import { isLocale } from '../../contract/locale.ts';
import { en } from './en.ts';
import { formatFor, type Format } from './format.ts';
import type { Wording } from './wording.ts';

export const wordings: readonly Wording[] = [en];

/** The wording of a BCP 47 tag, or of its language alone (`de` for `de-AT`); English where there is none. */
export function wordingFor(tag: string, known: readonly Wording[] = wordings): Wording {
  const wanted = tag.toLowerCase();
  const [language = ''] = wanted.split('-');
  const find = (name: string): Wording | undefined => known.find((one) => one.language.toLowerCase() === name);
  return find(wanted) ?? find(language) ?? en;
}

/** What a host needs to speak to its user: the words of a language, and the region's dates and numbers. */
export interface Speech {
  readonly wording: Wording;
  readonly format: Format;
}

/** @param tag the reader's locale (BCP 47); English where it is absent or none, as a system's `C` is. */
export function speechFor(tag: string = en.usualLocale, known: readonly Wording[] = wordings): Speech {
  const locale = isLocale(tag) ? tag : en.usualLocale;
  const wording = wordingFor(locale, known);
  return { wording, format: formatFor(locale, wording) };
}
