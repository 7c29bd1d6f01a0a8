import { describe, expect, it } from 'vitest';
import { normaliseRules } from '../../../electron/engine/notifications/normalise-rules.ts';
import type { ParsedRule } from '../../../electron/contract/schemas.ts';
import { worded, type Answered } from '../../support/worded.ts';

function fieldsOf(answered: Answered<unknown>): Readonly<Record<string, string>> {
  const result = worded(answered);
  return result.ok ? {} : (result.error.fields ?? {});
}

describe('rules from outside', () => {
  const known = { channels: new Set(['desktop', 'ops']), monitors: new Set(['shop-api']) };
  const rules = (...input: readonly ParsedRule[]): ReturnType<typeof normaliseRules> =>
    normaliseRules(input, known, 'file');

  const usual = { delay: 0, repeatEvery: null, quietHours: null, source: 'file' };

  it('get default values', () => {
    expect(
      rules({ when: {}, channels: ['desktop'] }, { when: { tags: [' shop '] }, channels: ['ops'], delay: 60_000 }),
    ).toEqual({
      ok: true,
      value: [
        { ...usual, when: { severity: [], tags: [], monitors: [], events: [] }, channels: ['desktop'] },
        {
          ...usual,
          when: { severity: [], tags: ['shop'], monitors: [], events: [] },
          channels: ['ops'],
          delay: 60_000,
        },
      ],
    });
  });

  it('are rejected with the path of every invalid field', () => {
    const result = rules(
      { when: {}, channels: ['desktop', 'gone'] },
      { when: { monitors: ['shop-api', 'gone'], tags: ['a', '', 'a'] }, channels: [], delay: 86_400_001 },
      { when: { events: ['down', 'down'], severity: ['info', 'info'] }, channels: ['ops', 'ops'] },
      { when: {}, channels: [], delay: '5 min', repeatEvery: '' },
    );
    expect(fieldsOf(result)).toEqual({
      '0.channels.1': 'there is no channel "gone"',
      '1.channels': 'needs at least one',
      '1.when.monitors.1': 'there is no monitor "gone"',
      '1.when.tags.1': 'must not be empty',
      '1.when.tags.2': 'is given twice',
      '1.delay': 'must be at most 1d',
      '2.channels.1': 'is given twice',
      '2.when.severity.1': 'is given twice',
      '2.when.events.1': 'is given twice',
      '3.channels': 'needs at least one',
      '3.delay': 'is not a duration: write 500ms, 30s, 5m, 1h or 2d',
      '3.repeatEvery': 'must not be empty',
    });
  });

  it('may have quiet hours, by default daily and in the local time zone', () => {
    const quietHours = { from: ' 22:00', to: '7:00' };
    expect(rules({ when: {}, channels: ['ops'], repeatEvery: 1_800_000, quietHours })).toMatchObject({
      value: [{ repeatEvery: 1_800_000, quietHours: { days: [], from: '22:00', to: '07:00', timezone: null } }],
    });
  });

  it('are rejected with the invalid field of the quiet hours', () => {
    const quiet = (quietHours: ParsedRule['quietHours'], repeatEvery = 60_000): ParsedRule => ({
      when: {},
      channels: ['ops'],
      repeatEvery,
      quietHours,
    });
    const result = rules(
      quiet({ from: '7', to: '24:00', timezone: 'Europe/Wien', days: ['sun', 'mon', 'sun'] }, 59_999),
      quiet({ from: '08:00', to: '08:00' }, 8 * 86_400_000),
      quiet({ from: '08:00', to: '08:00', days: ['sat', 'sun'] }),
    );
    const noTime = 'is not a time of day: write 07:00 or 22:30';
    expect(fieldsOf(result)).toEqual({
      '0.repeatEvery': 'must be between 1m and 7d',
      '0.quietHours.from': noTime,
      '0.quietHours.to': noTime,
      '0.quietHours.timezone': 'is not a time zone: write Europe/Vienna or UTC',
      '0.quietHours.days.2': 'is given twice',
      '1.repeatEvery': 'must be between 1m and 7d',
      '1.quietHours.to': 'must differ from the start, or quiet hours would never end',
    });
  });
});
