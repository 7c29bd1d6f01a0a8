/** The languages of the program: one more is one more line. */
import { isLocale } from '../../contract/locale.ts';
import { en } from './en.ts';
import { formatFor, type Format } from './format.ts';
import type { Wording } from './wording.ts';

export const wordings: readonly Wording[] = [en];

/** The wording of a BCP 47 tag, or of its language alone (`de` for `de-AT`); English where there is none. */
export function wordingFor(tag: string, known: readonly Wording[] = wordings): Wording {
  return findWording(tag, known) ?? en;
}

function findWording(tag: string, known: readonly Wording[]): Wording | null {
  const wanted = tag.toLowerCase();
  const [language = ''] = wanted.split('-');
  const find = (name: string): Wording | undefined => known.find((one) => one.language.toLowerCase() === name);
  return find(wanted) ?? find(language) ?? null;
}

/**
 * The wording that an `Accept-Language` header prefers (RFC 9110, 12.5.4).
 * @returns null where it accepts any, or none that there is.
 */
export function acceptedWording(header: string, known: readonly Wording[] = wordings): Wording | null {
  const ranges = header
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => /^q=/iu.test(parameter))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of ranges) {
    const wording = tag === '*' ? null : findWording(tag, known);
    if (tag === '*' || wording !== null) return wording;
  }
  return null;
}

/** What a host needs to speak to its user: the words of a language, and the region's dates and numbers. */
export interface Speech {
  readonly wording: Wording;
  readonly format: Format;
}

/** @param tag the reader's locale (BCP 47); English where it is absent or malformed, as a system's `C` is. */
export function speechFor(tag: string = en.usualLocale, known: readonly Wording[] = wordings): Speech {
  const locale = isLocale(tag) ? tag : en.usualLocale;
  const wording = wordingFor(locale, known);
  return { wording, format: formatFor(locale, wording) };
}
