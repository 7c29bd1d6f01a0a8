import { describe, expect, test } from 'vitest';
import { errorsOf, heartbeat, normalise } from './normalise-rig.ts';

describe('a schedule with cron lines', () => {
  test('may be one text or a list, and is kept as translated', () => {
    const one = heartbeat({ schedule: { cron: '0 3 * * *' } });
    expect(one.schedule).toEqual({ every: null, cron: ['0 3 * * *'], timezone: null });
    const several = heartbeat({ schedule: { cron: ['@daily', 'Mon..Fri 09:00'], timezone: 'Europe/Berlin' } });
    expect(several.schedule.cron).toEqual(['0 0 * * *', '0 9 * * MON-FRI']);
    expect(heartbeat({ schedule: several.schedule }).schedule).toEqual(several.schedule);
  });

  test.each([
    ['*/5 * * * *', 30_000],
    ['0 * * * *', 360_000],
    ['0 3 * * *', 3_600_000],
  ])('%s has a grace of %d ms', (cron, grace) => {
    expect(heartbeat({ schedule: { cron } }).grace).toBe(grace);
  });

  test('that is not valid is refused, line by line', () => {
    const bad = { cron: ['0 3 * * *', '61 * * * *', '0 0 30 2 *', '@reboot'], timezone: 'Mars/Olympus' };
    expect(errorsOf(normalise({ kind: 'heartbeat', schedule: bad }))).toEqual({
      'schedule.cron.1': 'is not a cron line: Invalid value for minute: 61',
      'schedule.cron.2': 'never falls due',
      'schedule.cron.3': 'names no time: an event such as @reboot is not a schedule',
      'schedule.timezone': expect.stringContaining('time zone') as string,
    });
  });

  test.each([{ every: '5m', cron: '0 3 * * *' }, {}, { cron: [] }])(
    'and no or another period is refused: %j',
    (schedule) => {
      expect(errorsOf(normalise({ kind: 'heartbeat', schedule }))).toEqual({
        schedule: 'must have either a period or cron lines',
      });
    },
  );
});
