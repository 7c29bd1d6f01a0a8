/**
 * The window's English, with each text between two marks that nobody sees: a zero-width space before it and a soft hyphen
 * behind it. Playwright leaves both out when it compares words, so that the page objects find everything as ever.
 */
import { en as english } from '../../renderer/text/en.ts';

export const textMarks = { before: '\u200b', behind: '\u00ad' } as const;

type Said = (...given: readonly unknown[]) => unknown;
const isSaid = (value: unknown): value is Said => typeof value === 'function';

function marked(value: unknown): unknown {
  if (typeof value === 'string') return `${textMarks.before}${value}${textMarks.behind}`;
  if (isSaid(value)) return (...given: readonly unknown[]) => marked(value(...given));
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, marked(child)]));
}

export const en = marked(english) as typeof english;
