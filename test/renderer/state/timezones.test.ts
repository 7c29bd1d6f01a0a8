import { expect, test } from 'vitest';
import { timezoneOptions } from '../../../renderer/state/timezones.ts';

test('the own time zone comes first, then UTC, then all named ones, each once', () => {
  const options = timezoneOptions('', 'Here');
  expect(options.slice(0, 2)).toEqual([
    { value: '', label: 'Here' },
    { value: 'UTC', label: 'UTC' },
  ]);
  expect(options).toContainEqual({ value: 'Europe/Vienna', label: 'Europe/Vienna' });
  expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
});

test('a chosen time zone is included, even if this browser does not list it', () => {
  const options = timezoneOptions('US/Pacific-New', 'Here');
  expect(options.filter(({ value }) => value === 'US/Pacific-New')).toHaveLength(1);
});
