/** The window's texts, in the reader's language. */
import { locales, type Language } from '../language.ts';
import { en } from './en.ts';

/** The same keys with other words: what a language must provide. */
type Wording<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Wording<Said>
    : { readonly [Key in keyof T]: Wording<T[Key]> };

export type Text = Wording<typeof en>;

const catalogues: Readonly<Record<Language, Text>> = { en };

export const text: Text = catalogues[locales.language];
