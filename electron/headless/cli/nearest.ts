/** What a mistyped word was probably meant to be. Pure. */

/** Letters left out, added, replaced, or exchanged with their neighbour (optimal string alignment distance). */
function slipsBetween(typed: string, meant: string): number {
  const rows: number[][] = [Array.from({ length: meant.length + 1 }, (_, at) => at)];
  const cost = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= typed.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= meant.length; j += 1) {
      const isSame = typed[i - 1] === meant[j - 1];
      const isExchanged = i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1];
      row.push(
        Math.min(
          cost(i - 1, j) + 1,
          cost(i, j - 1) + 1,
          cost(i - 1, j - 1) + (isSame ? 0 : 1),
          isExchanged ? cost(i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return cost(typed.length, meant.length);
}

/** Longer words are no slips of a command's name. */
const longestTyped = 40;

/** Null: no word is near, which is one slip for each three letters. */
export function nearest(typed: string, words: readonly string[]): string | null {
  if (typed.length > longestTyped) return null;
  const near = words
    .map((word) => ({ word, slips: slipsBetween(typed, word) }))
    .filter(({ word, slips }) => slips <= Math.floor(word.length / 3))
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.word ?? null;
}
