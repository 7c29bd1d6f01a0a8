import { describe, expect, test } from 'vitest';
import { shortestGap, translateCron } from '../../electron/contract/cron-line.ts';

const lineOf = (text: string): unknown => {
  const translated = translateCron(text);
  return 'line' in translated ? translated.line : translated.problem.code;
};

describe('a line of', () => {
  test.each([
    ['  0  3 * * 1-5 ', '0 3 * * 1-5'],
    ['*/30 * * * * *', '*/30 * * * * *'],
    ['@daily', '0 0 * * *'],
    ['@reboot', 'cron-at-event'],
    ['nonsense', 'nonsense'],
  ])('crontab: %s', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  test.each([
    ['0 0 12 ? * MON-FRI', '0 12 * * MON-FRI'],
    ['0 15 10 ? * 2-6', '15 10 * * 1-5'],
    ['0 0/15 8 * * ?', '0-59/15 8 * * *'],
    ['0 15 10 ? * 6L', '15 10 * * 5L'],
    ['0 15 10 ? * 6#3', '15 10 * * 5#3'],
    ['30 0 12 1 * ? *', '30 0 12 1 * *'],
    ['0 0 12 * * ? 2026', 'cron-with-year'],
  ])('Quartz: %s', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  test.each([
    ['daily', '0 0 * * *'],
    ['weekly', '0 0 * * 1'],
    ['*-*-* 03:00:00', '0 3 * * *'],
    ['03:30', '30 3 * * *'],
    ['Mon..Fri 09:00', '0 9 * * MON-FRI'],
    ['Mon,Thursday *-*-* 00:05:30', '30 5 0 * * MON,THU'],
    ['*-*-01 06,18:00', '0 6,18 1 * *'],
    ['*-01,07-01 00:00', '0 0 1 1,7 *'],
    ['*:0/15', '0-59/15 * * * *'],
    ['Fri *-*-01..07 12:00', '0 12 1-7 * +FRI'],
    ['2026-12-24 18:00', 'calendar-not-cron'],
    ['*-*~01 03:00', 'calendar-not-cron'],
    ['*-*-* 03:00 Europe/Berlin', 'calendar-not-cron'],
  ])("systemd's OnCalendar: %s", (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });
});

test('a translated line stays as it is', () => {
  for (const text of ['0 15 10 ? * 6L', 'Fri *-*-01..07 12:00', '@weekly', '*:0/15']) {
    const line = String(lineOf(text));
    expect(lineOf(line)).toBe(line);
  }
});

test.each([
  [['*/5 * * * *'], 5],
  [['0 * * * *'], 60],
  [['0 3 * * *'], 1_440],
  [['0 3 * * *', '30 3 * * *'], 30],
  [['55 23 * * *', '5 0 * * *'], 10],
])('the shortest time between two runs of %j is %d minutes', (lines, minutes) => {
  expect(shortestGap(lines)).toBe(minutes * 60_000);
});

test('a line with seconds has no readable gap', () => {
  expect(shortestGap(['*/10 * * * * *'])).toBeNull();
});
