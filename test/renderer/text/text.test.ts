import { afterEach, expect, test, vi } from 'vitest';
import { weekdays, type Alert, type Rule, type Weekday } from '../../../electron/contract/model/alert.ts';
import { formatMoment, formatTimeOfDay, formatWallTime } from '../../../renderer/format.ts';
import { blankDraft } from '../../../renderer/state/monitor-draft.ts';
import { isHeld } from '../../../renderer/state/held.ts';
import { coming, listed } from '../../../renderer/text/en/phrases.ts';
import { text } from '../../../renderer/text/text.ts';
import { overall, summary } from '../summaries.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const rule: Rule = {
  id: 1,
  when: { severity: [], tags: [], monitors: [], events: [] },
  channels: ['ops', 'oncall'],
  delay: 0,
  repeatEvery: null,
  quietHours: null,
  source: 'hand',
};
const alert: Alert = {
  id: 1,
  event: 'down',
  monitorId: 'shop',
  name: 'Shop',
  incidentId: 1,
  channelId: 'ops',
  title: 'Shop is down',
  status: 'sent',
  detectedAt: 1,
  confirmedAt: 2,
  sentAt: null,
  acceptedAt: null,
  nextAttemptAt: null,
  heldUntil: null,
  group: null,
  attempts: [],
};
const night = `from ${formatWallTime('22:00')} to ${formatWallTime('07:00')}`;
const upper = (id: string): string => id.toUpperCase();

test('a rule reads as a sentence', () => {
  expect(text.rules.describe(rule, upper, upper)).toEqual({
    when: 'Everything',
    channels: 'OPS and ONCALL',
    how: ', immediately',
  });
  const narrow: Rule = {
    ...rule,
    when: { severity: ['critical', 'warning'], tags: ['prod'], monitors: ['shop'], events: ['down', 'recovered'] },
    channels: [],
    delay: 600_000,
  };
  expect(text.rules.describe(narrow, upper, upper)).toEqual({
    when: 'Critical or Warning, when down or recovered, tagged prod, only SHOP',
    channels: 'no channel',
    how: ', after 10 min',
  });
});

test('a rule says when it reminds and when it is quiet', () => {
  const quiet: Rule = {
    ...rule,
    repeatEvery: 1_800_000,
    quietHours: { days: ['sun', 'sat'], from: '22:00', to: '07:00', timezone: 'UTC' },
  };
  const how = (days: readonly Weekday[], from = '22:00', to = '07:00'): string =>
    text.rules.describe({ ...rule, quietHours: { days, from, to, timezone: null } }, upper, upper).how;
  expect(text.rules.describe(quiet, upper, upper).how).toBe(
    `, immediately, reminder after 30 min, then less often; quiet ${night} on Sat and Sun (UTC)`,
  );
  expect(how([])).toBe(`, immediately; quiet ${night}`);
  expect(how(weekdays)).toBe(`, immediately; quiet ${night}`);
  expect(how(['fri', 'mon', 'tue', 'wed', 'thu'])).toBe(`, immediately; quiet ${night} on Mon to Fri`);
  expect(how(['mon', 'wed', 'fri'])).toBe(`, immediately; quiet ${night} on ${listed(['Mon', 'Wed', 'Fri'])}`);
  expect(how(['sat', 'sun'], '00:00', '00:00')).toBe(', immediately; quiet all day on Sat and Sun');
});

test('a time is described relative to now', () => {
  const { relative } = text.moments;
  expect(relative(10_000, 10_900)).toBe('just now');
  expect(relative(10_000, 22_000)).toBe('12 s ago');
  expect(relative(300_000, 60_000)).toBe('in 4 min');
});

test('a future time is a time of day today, tomorrow by that word, and a date later', () => {
  const evening = new Date(2026, 10, 22, 20, 15).getTime();
  const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
  expect(coming(at(22, 23), evening)).toBe(formatTimeOfDay(at(22, 23)));
  expect(coming(at(23, 9), evening)).toBe(`tomorrow at ${formatTimeOfDay(at(23, 9))}`);
  expect(coming(at(24, 9), evening)).toBe(formatMoment(at(24, 9), evening));
});

test('a notification is held until its quiet hours end, and only while it waits for that', () => {
  const held = { status: 'pending', heldUntil: 7, nextAttemptAt: 7 } as const;
  expect(isHeld({ ...alert, ...held })).toBe(true);
  expect(isHeld({ ...alert, ...held, nextAttemptAt: 8 })).toBe(false);
  expect(isHeld({ ...alert, ...held, heldUntil: null })).toBe(false);
  expect(isHeld({ ...alert, ...held, status: 'sent' })).toBe(false);
});

test.each([
  [{ on: 'status', is: 'equals', value: 200 } as const, 'Status code equals 200'],
  [{ on: 'status', is: 'lessThan', value: 300 } as const, 'Status code is 200-299'],
  [{ on: 'status', is: 'lessThan', value: 400 } as const, 'Status code is less than 400'],
  [{ on: 'certificateDays', is: 'greaterThan', value: 1 } as const, 'Certificate expires in is greater than 1 day'],
  [{ on: 'status', is: 'in', value: [200, 204] } as const, 'Status code is one of [200,204]'],
  [{ on: 'body', is: 'contains', value: '"status": "ok"' } as const, 'Body contains "status": "ok"'],
  [{ on: 'json', is: 'equals', path: '$.status', value: 'ok' } as const, '$.status equals "ok"'],
  [{ on: 'json', is: 'equals', path: '$..a', value: 1, any: true } as const, '$..a equals 1 (any value)'],
  [{ on: 'header', is: 'exists', path: 'etag' } as const, 'Header etag exists'],
  [{ on: 'responseTime', is: 'lessThan', value: 800 } as const, 'Response time is less than 800 ms'],
])('an assertion reads as words: %j', (assertion, words) => {
  expect(text.assertions.describe(assertion)).toBe(words);
});

test('a phase in the legend has its median', () => {
  const none = [null, null, null];
  const phases = { dns: none, connect: [0.3, null, 0.2], tls: none, firstByte: [90, 80, 85], download: none };
  const series = { resolution: 'raw', at: [1, 2, 3], p50: none, p95: none, p99: none, phases } as const;
  expect(text.history.phase('connect', series)).toBe('Connect 0.3 ms');
  expect(text.history.phase('firstByte', series)).toBe('Waiting 85 ms');
});

test('the summary of a long range has its own median and p95, and of single checks the slowest', () => {
  const none = { at: [1, 2], p95: [80, 209], p99: [90, 230], phases: null };
  const charted = { figure: null, runs: [], areLatest: false };
  const rolledUp = { ...none, resolution: 'hour', p50: [40, 60], overall: { p50: 44, p95: 97, p99: 150 } } as const;
  expect(text.history.typical({ ...charted, series: rolledUp })).toBe('Median 44 ms, p95 97 ms');
  const single = { ...none, resolution: 'raw', p50: [40, 60] } as const;
  expect(text.history.typical({ ...charted, series: single })).toBe('Median 60 ms, slowest 60 ms');
});

test('a paused monitor says since when nothing was measured, and what to do', () => {
  const since = Date.now();
  expect(text.history.idle('check', since, since)).toBe(
    `Not checked since ${formatMoment(since, since)}. Choose a longer range, or resume the monitor.`,
  );
  expect(text.history.idle('ping', null, since)).toBe('No pings yet. Resume the monitor.');
});

test.each([
  [{ down: 2, up: 20 }, 22, '2 of 22 monitors down'],
  [{ failing: 2, up: 1 }, 3, '2 monitors may be going down'],
  [{ degraded: 2, up: 1 }, 3, '2 monitors degraded'],
  [{ unknown: 2, up: 1 }, 3, '2 monitors in an unknown state'],
  [{ paused: 3 }, 3, 'Everything is paused'],
  [{ new: 2 }, 2, 'Waiting for the first checks'],
  [{ new: 1, up: 14, paused: 2 }, 17, '14 of 15 monitors are up'],
  [{ up: 1 }, 1, 'Up and running'],
  [{ up: 20, paused: 2 }, 22, 'All 20 monitors are up'],
])('the headline of %j among %d is %s', (given, total, words) => {
  expect(text.overview.headline(overall(given), total)).toBe(words);
});

test.each([
  [{ down: 1, failing: 2 }, 'Shop API is down'],
  [{ late: 1, up: 1 }, 'Shop API may be going down'],
  [{ degraded: 1, up: 1 }, 'Shop API is degraded'],
  [{ unknown: 1, up: 1 }, 'Shop API is in an unknown state'],
])('the headline of %j names the one monitor: %s', (given, words) => {
  expect(text.overview.headline(overall(given), 3, 'Shop API')).toBe(words);
});

test('many simultaneous changes are announced in short', () => {
  const monitors = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => summary(id, { state: 'down' }));
  expect(text.app.announce(monitors)).toBe('a: Down. b: Down. c: Down. d: Down. e: Down. and 2 more monitors');
});

test.each([
  ['2', '10s', 'down after 2 failed checks, 10 s timeout'],
  ['1', '90s', 'down after 1 failed check, 1 min 30 s timeout'],
  ['3', 'soon', 'down after 3 failed checks, soon timeout'],
])('thresholds are summed up: %s, %s', (failAfter, timeout, words) => {
  const draft = blankDraft('http');
  const fields = { ...draft.fields, failAfter, timeout };
  expect(text.editor.thresholdsNote({ ...draft, fields })).toBe(words);
});

test('an email channel shows its recipients', () => {
  expect(
    text.channels.target({
      id: 'oncall',
      kind: 'email',
      name: 'On call',
      enabled: true,
      source: 'hand',
      smtp: {
        host: 'smtp.example.com',
        port: 587,
        security: 'starttls',
        username: null,
        password: null,
        heloName: null,
        trustedCertificates: null,
      },
      from: 'a@example.com',
      replyTo: null,
      to: ['b@example.com', 'c@example.com'],
    }),
  ).toBe(' to b@example.com and c@example.com via smtp.example.com');
});

test.each([
  ['check', 3_000, 'Next check in 3 s'],
  ['check', 0, 'Next check now'],
  ['ping', 60_000, 'Next ping due in 1 min'],
  ['ping', 0, 'Ping due'],
  ['ping', -2_000, 'Ping overdue by 2 s'],
] as const)('a %s that is due in %i ms', (of, inMs, words) => {
  expect(text.monitor.nextDue({ of, inMs })).toBe(words);
});

test('a severity is not taken for a state', () => {
  expect(text.monitor.severity('warning')).toBe('Severity: warning');
});

test('a date and time is told as it was typed, also where the own clock skips it', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  expect(text.quiet.momentHint('2026-03-29T02:30')).toMatch(/\b0?2:30\b/);
  expect(text.quiet.momentHint('')).toBeUndefined();
});

test('the unit of a typed number is singular after 1 alone', () => {
  expect([text.unit('m', '1'), text.unit('m', '2'), text.unit('d', ''), text.unit('ms', '1')]).toEqual([
    'minute',
    'minutes',
    'days',
    'millisecond',
  ]);
});
