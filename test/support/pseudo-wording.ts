/** The engine's English with each text in brackets, so that a test sees what is no text of the catalogue. */
import { english } from '../../electron/engine/wording/en.ts';
import { formatFor } from '../../electron/engine/wording/format.ts';
import type { Language, Wording } from '../../electron/engine/wording/wording.ts';

type Said = (...given: readonly unknown[]) => unknown;
const isSaid = (value: unknown): value is Said => typeof value === 'function';

function bracketed(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${value}⟧`;
  if (isSaid(value)) return (...given: readonly unknown[]) => bracketed(value(...given));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, bracketed(child)]));
}

/** A language of its own, whose dates are German ones. */
export const pseudoLanguage: Language = {
  language: 'de',
  usualLocale: 'de-DE',
  words: (format) => ({ ...(bracketed(english.words(format)) as Wording), language: 'de', locale: format.locale }),
};

export const pseudoWording: Wording = pseudoLanguage.words(formatFor('de-DE', pseudoLanguage));

/** What is in no brackets. Throws where some are not closed. */
export function outsideBrackets(text: string): string {
  let depth = 0;
  let outside = '';
  for (const character of text) {
    if (character === '⟦') depth += 1;
    else if (character === '⟧') depth -= 1;
    else if (depth === 0) outside += character;
  }
  if (depth !== 0) throw new Error(`brackets are not closed in: ${text}`);
  return outside;
}
