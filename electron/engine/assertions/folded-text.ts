/**
 * Text with some differences folded away (case, white space, quotes), and the index of each folded character in the
 * original text. Used to find near misses.
 */
export interface Folding {
  readonly letters?: boolean;
  readonly spaces?: boolean;
  /** Quotes of both kinds and backslashes; an empty pair stays, since an empty text is a value. */
  readonly quotes?: boolean;
}

interface FoldedText {
  readonly text: string;
  /** Index in the folded text -> index in the text; the last entry is the length of the text. */
  readonly at: readonly number[];
}

export const foldAll: Folding = { letters: true, spaces: true, quotes: true };

const quotes = '"\'\\';
const space = /\s/;

export function fold(
  text: string,
  { letters = false, spaces = false, quotes: foldsQuotes = false }: Folding,
): FoldedText {
  const at: number[] = [];
  const parts: string[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (spaces && space.test(character)) continue;
    if (foldsQuotes && quotes.includes(character) && !isInPair(text, index)) continue;
    const folded = letters ? character.toLowerCase() : character;
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) at.push(index);
  }
  return { text: parts.join(''), at: [...at, text.length] };
}

function isInPair(text: string, index: number): boolean {
  const character = text[index];
  return character !== '\\' && (text[index - 1] === character || text[index + 1] === character);
}

/** The range of the text that the folded characters `from` to `from + length` come from. */
export function unfold(
  { at }: FoldedText,
  from: number,
  length: number,
): { readonly from: number; readonly to: number } {
  const last = at[from + length - 1] ?? 0;
  return { from: at[from] ?? 0, to: last + 1 };
}
