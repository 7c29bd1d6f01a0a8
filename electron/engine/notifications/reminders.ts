/**
 * When to send the next reminder of an outage: `repeatEvery` of the rule after the previous message, then twice as long,
 * four times as long, and so on, at most a day (or `repeatEvery`, if that is longer). Only the newest message counts:
 * after a sleep or a stop of the program one reminder is sent, not each that was missed.
 */
interface LastNotification {
  readonly repeatEvery: number;
  /** How many reminders were sent. */
  readonly reminders: number;
  readonly lastAt: number;
  readonly nowMs: number;
}

const longestStep = 86_400_000;
/** After the clock was set back by more than this, the next reminder could be postponed indefinitely. */
const toleratedSetBackMs = 3_600_000;

export function nextReminderAt({ repeatEvery, reminders, lastAt, nowMs }: LastNotification): number {
  if (lastAt > nowMs + toleratedSetBackMs) return nowMs;
  const step = repeatEvery * 2 ** Math.min(reminders, 32);
  return lastAt + Math.max(repeatEvery, Math.min(step, longestStep));
}
