/** The forms in which a point in time is shown, and how wide a column of them must be. */
import { formatClock, formatDate, formatMoment, formatMomentWithSeconds, formatTimeOfDay } from '../format.ts';
import { text } from '../text/text.ts';

export const timeForms = {
  relative: text.moments.relative,
  time: formatTimeOfDay,
  moment: formatMoment,
  seconds: formatMomentWithSeconds,
  clock: formatClock,
  date: formatDate,
  dated: (at: number) => `${formatDate(at)}, ${formatTimeOfDay(at)}`,
} as const;

export type TimeForm = keyof typeof timeForms;

/**
 * A CSS length in which the longest of these times fits, whatever the reader's clock. `ch` is the width of a digit, and
 * the letters, blanks and punctuation of a time are narrower on average.
 */
export function timeWidth(form: TimeForm, moments: readonly (number | null)[], now: number): string {
  const format = timeForms[form];
  const longest = moments.reduce<number>(
    (most, at) => (at === null ? most : Math.max(most, format(at, now).length)),
    0,
  );
  return `${String(longest)}ch`;
}
