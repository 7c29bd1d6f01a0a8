/** Of the widest of the usual fonts, in pixels: a letter, what surrounds the word, and `+9`. */
const chip = { letter: 6.5, around: 20, more: 24 };

/** How many tags fit into a column as a whole, without measuring any; one at least, which may be cut. */
export function countFitting(words: readonly string[], width: number): number {
  let rest = width - 8;
  const beyond = words.findIndex((word, place) => {
    rest -= chip.around + chip.letter * word.length;
    return rest < (place === words.length - 1 ? 0 : chip.more);
  });
  return beyond < 0 ? words.length : Math.max(1, beyond);
}
