import { describe, expect, test } from 'vitest';
import { cronProblem, cronSchedule } from '../../../electron/engine/schedule/cron.ts';

const berlin = 'Europe/Berlin';

function times(lines: readonly string[], timezone: string, from: string, count: number): readonly string[] {
  const { next } = cronSchedule(lines, timezone);
  const found: string[] = [];
  for (let at = next(Date.parse(from)); found.length < count; at = next(at)) found.push(new Date(at).toISOString());
  return found.map((iso) => iso.slice(5, 16));
}

describe('the next time', () => {
  test('is by the clock of the zone', () => {
    expect(times(['0 3 * * 1-5'], berlin, '2026-07-03T12:00Z', 2)).toEqual(['07-06T01:00', '07-07T01:00']);
  });

  test('is the earliest of several lines', () => {
    expect(times(['0 3 * * *', '30 15 * * *'], 'UTC', '2026-07-03T12:00Z', 3)).toEqual([
      '07-03T15:30',
      '07-04T03:00',
      '07-04T15:30',
    ]);
  });

  test('is the end of the gap for a time that the clock skips', () => {
    expect(times(['30 2 * * *'], berlin, '2026-03-28T12:00Z', 2)).toEqual(['03-29T01:00', '03-30T00:30']);
  });

  test('is the first of a time that comes twice, but both for a line that runs every hour', () => {
    expect(times(['30 2 * * *'], berlin, '2026-10-24T12:00Z', 2)).toEqual(['10-25T00:30', '10-26T01:30']);
    expect(times(['30 * * * *'], berlin, '2026-10-25T00:00Z', 3)).toEqual([
      '10-25T00:30',
      '10-25T01:30',
      '10-25T02:30',
    ]);
  });
});

describe('a success', () => {
  const daily = cronSchedule(['0 3 * * *'], 'UTC');
  const at = (time: string): number => Date.parse(`2026-07-03T${time}Z`);
  const day = 86_400_000;

  test('up to a minute early satisfies its time', () => {
    expect(daily.following(at('02:59:00'))).toBe(at('03:00') + day);
    expect(daily.following(at('02:58:59'))).toBe(at('03:00'));
  });

  test('at its time, or late, satisfies only that', () => {
    expect(daily.following(at('03:00'))).toBe(at('03:00') + day);
    expect(daily.following(at('04:00'))).toBe(at('03:00') + day);
  });

  test('of a job that runs every minute does not count for two runs', () => {
    const often = cronSchedule(['* * * * *'], 'UTC');
    expect(often.following(at('03:00:02'))).toBe(at('03:01'));
    expect(often.following(at('03:00:40'))).toBe(at('03:02'));
  });
});

test.each(['0 3 * * *', '*/5 9-17 * * MON-FRI', '0 0 29 2 *', '0 3 L * *', '0 3 * * 1#2', '@hourly', 'Mon..Fri 09:00'])(
  'the line %s is valid',
  (line) => {
    expect(cronProblem(line)).toBeNull();
  },
);

test.each([
  ['0 0 30 2 *', 'cron-never-due'],
  ['0 0 31 4 *', 'cron-never-due'],
  ['61 * * * *', 'not-cron'],
  ['0 24 * * *', 'not-cron'],
  ['* * *', 'not-cron'],
  ['2026-12-24T00:00:00', 'calendar-not-cron'],
  ['H * * * *', 'not-cron'],
  ['@reboot', 'cron-at-event'],
])('the line %s is refused: %s', (line, code) => {
  expect(cronProblem(line)?.code).toBe(code);
});
