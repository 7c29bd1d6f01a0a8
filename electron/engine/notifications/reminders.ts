/**
 * When to remind that something is still down: the rule's `repeatEvery` after the message before, then after twice as long,
 * four times, and so on, each time after a day at most (or after the rule's own length, where that is longer). It goes by
 * the newest message alone: what a sleep or a stop of the program has missed is one reminder, not ten.
 */
export interface LastTold {
  readonly repeatEvery: number;
  /** How many reminders there have been. */
  readonly reminders: number;
  readonly lastAt: number;
  readonly nowMs: number;
}

const longestStep = 86_400_000;
/** A clock that is set back further than this would put the next one off for who knows how long. */
const toleratedSetBackMs = 3_600_000;

export function nextReminderAt({ repeatEvery, reminders, lastAt, nowMs }: LastTold): number {
  if (lastAt > nowMs + toleratedSetBackMs) return nowMs;
  const step = repeatEvery * 2 ** Math.min(reminders, 32);
  return lastAt + Math.max(repeatEvery, Math.min(step, longestStep));
}
