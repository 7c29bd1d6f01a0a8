import { expect, it } from 'vitest';
import { nextReminderAt } from '../../../electron/engine/notifications/reminders.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const lastAt = Date.UTC(2026, 0, 5, 12);

function stepsOf(repeatEvery: number, count: number): readonly number[] {
  return Array.from(
    { length: count },
    (_, reminders) => nextReminderAt({ repeatEvery, reminders, lastAt, nowMs: lastAt }) - lastAt,
  );
}

it('each interval is twice the previous one, up to a day', () => {
  expect(stepsOf(30 * minute, 8).map((step) => step / hour)).toEqual([0.5, 1, 2, 4, 8, 16, 24, 24]);
  expect(stepsOf(minute, 100).at(-1)).toBe(day);
});

it('a rule with an interval over a day keeps it', () => {
  expect(stepsOf(3 * day, 3)).toEqual([3 * day, 3 * day, 3 * day]);
});

it('a clock set back far does not postpone the next reminder', () => {
  const told = { repeatEvery: 30 * minute, reminders: 1, lastAt };
  expect(nextReminderAt({ ...told, nowMs: lastAt - day })).toBe(lastAt - day);
  expect(nextReminderAt({ ...told, nowMs: lastAt - minute })).toBe(lastAt + hour);
});
