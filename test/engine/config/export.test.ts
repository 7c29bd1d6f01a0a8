import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Channel } from '../../../electron/contract/channels/registry.ts';
import type { Rule } from '../../../electron/contract/model/alert.ts';
import type { Outcome } from '../../../electron/contract/refusal.ts';
import { exportConfig, type ConfigState } from '../../../electron/engine/config/export.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { empty, http, roundTrip, settings, takeChannel, takeLocation, takeMonitor, valueOf } from './export-rig.ts';

test('a monitor with few settings is written with few fields', () => {
  const state = { ...empty, monitors: [http({ name: 'Shop API', interval: 30_000 })] };
  expect(exportConfig(state, en).yaml).toContain(`monitors:
  - id: shop-api
    kind: http
    name: Shop API
    url: http://127.0.0.1:5000/health
    interval: 30s
`);
});

test('maintenance windows are written as people write them, and read back unchanged', () => {
  const covers = { monitors: ['shop-api'], tags: ['shop'], all: false };
  const common = { covers, timezone: 'Europe/Berlin', source: 'file' as const };
  const state: ConfigState = {
    ...empty,
    monitors: [{ ...http(), source: 'file' }],
    maintenance: [
      { id: 'move', name: 'The $move', ...common, from: '2026-11-29T02:00', to: '2026-11-29T04:00' },
      { id: 'patches', name: 'patches', ...common, days: ['tue'], from: '22:00', to: '02:00' },
      { id: 'reboot', name: 'Reboot', ...common, timezone: null, cron: ['0 3 1 * *'], duration: 7_200_000 },
    ],
  };
  expect(exportConfig(state, en).yaml).toContain('duration: 2h');
  expect(roundTrip(state).maintenance).toEqual(state.maintenance);
});

test('defaults that depend on other fields are omitted as well', () => {
  const state = { ...empty, monitors: [http({ interval: 8_000 })] };
  expect(exportConfig(state, en).yaml).not.toContain('timeout');
  expect(roundTrip(state)).toEqual(state);
});

test('an empty export can be applied', () => {
  expect(roundTrip(empty)).toEqual(empty);
  expect(exportConfig(empty, en).env).toEqual([]);
});

// --- Round trip ----------------------------------------------------------------------------------

/** Text with everything that means something to YAML or to us. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '${A}',
        '$${B}',
        '$',
        '\n',
        '\t',
        ' ',
        '"',
        "'",
        '#',
        ': ',
        '- ',
        '{',
        '}',
        '[',
        '*a',
        '&a',
        '!',
        '|',
        '>',
        '%',
        '@',
        '`',
        '\\',
        '012',
        'null',
        'yes',
        '~',
        '€',
        '😀',
        '\u2028',
        '---',
        '...',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const slug = fc.stringMatching(/^[a-z0-9-]{1,20}$/);

const line = text.map((value) => value.replace(/[^\x20-\x7e]/g, ''));

const httpInput = fc.record({
  kind: fc.constant('http' as const),
  id: slug,
  url: fc.constantFrom('http://127.0.0.1/', 'https://example.com/a?b=${C}&d=[e]#f'),
  name: maybe(text),
  enabled: maybe(fc.boolean()),
  severity: maybe(fc.constantFrom('critical' as const, 'warning' as const)),
  tags: maybe(fc.array(text, { maxLength: 3 })),
  notes: maybe(text),
  method: maybe(fc.constantFrom('GET' as const, 'POST' as const)),
  body: maybe(fc.option(text)),
  headers: maybe(fc.dictionary(fc.constantFrom('X-Api-Key', 'Accept', 'X.Y', 'Cookie'), line)),
  auth: maybe(fc.option(fc.record({ type: fc.constant('basic' as const), username: line, password: line }))),
  interval: maybe(fc.integer({ min: 5_000, max: 100_000 })),
  timeout: maybe(fc.integer({ min: 100, max: 20_000 })),
  ipFamily: maybe(fc.constantFrom('auto' as const, 4 as const)),
  degradedAfter: maybe(fc.option(fc.integer({ min: 1, max: 5_000 }))),
  certificateWarningDays: maybe(fc.uniqueArray(fc.integer({ min: 1, max: 90 }), { maxLength: 3 })),
  assertions: maybe(
    fc.array(
      fc.oneof(
        fc.record({ on: fc.constant('body' as const), is: fc.constant('contains' as const), value: text }),
        fc.record({ on: fc.constant('status' as const), is: fc.constant('equals' as const), value: fc.constant(200) }),
      ),
      { maxLength: 3 },
    ),
  ),
});

const heartbeatInput = fc.record({
  kind: fc.constant('heartbeat' as const),
  id: slug,
  name: maybe(text),
  notes: maybe(text),
  schedule: fc.record({ every: fc.integer({ min: 10_000, max: 100_000_000 }) }),
  grace: maybe(fc.integer({ min: 0, max: 100_000 })),
  token: maybe(fc.stringMatching(/^[A-Za-z0-9_-]{16,64}$/)),
});

const channelInput = fc.oneof(
  fc.record({ kind: fc.constant('native' as const), id: slug, name: maybe(text), enabled: maybe(fc.boolean()) }),
  fc.record({
    kind: fc.constant('email' as const),
    id: slug,
    name: maybe(text),
    smtp: fc.record({
      host: fc.constantFrom('127.0.0.1', 'mail.example.com'),
      port: fc.constantFrom(25, 465, 587),
      username: maybe(line),
      password: maybe(line),
    }),
    from: fc.constantFrom('vigilmon@example.com', 'Vigil: "Mon" <vigilmon@example.com>'),
    to: fc.constant('oncall@example.com').map((address) => [address]),
  }),
);

/** What the rules of the house take; the rest is dropped. */
const accepted = <I, T>(inputs: fc.Arbitrary<I>, take: (input: I) => Outcome<T>): fc.Arbitrary<readonly T[]> =>
  fc
    .uniqueArray(inputs, { maxLength: 4, selector: (input) => Reflect.get(input as object, 'id') as string })
    .map((list) =>
      list.flatMap((input) => {
        const taken = take(input);
        return taken.ok ? [taken.value] : [];
      }),
    );

const quietFor = (index: number): Rule['quietHours'] => {
  if (index % 3 === 0) return null;
  return {
    days: index % 2 === 0 ? ['fri', 'sat'] : [],
    from: '22:00',
    to: '07:30',
    timezone: index % 2 === 0 ? 'Asia/Kolkata' : null,
  };
};

const rulesFor = (channels: readonly Channel[]): readonly Omit<Rule, 'id' | 'source'>[] =>
  channels.map(({ id }, index) => ({
    when: {
      severity: index % 2 === 0 ? ['critical'] : [],
      tags: index % 3 === 0 ? ['a: b', '${T}'] : [],
      monitors: [],
      events: [],
    },
    channels: [id],
    delay: index * 90_000,
    repeatEvery: index % 2 === 0 ? null : 1_800_000,
    quietHours: quietFor(index),
  }));

test('applying an export with its variables set changes nothing', () => {
  const monitors = accepted(fc.oneof(httpInput, heartbeatInput), (input) => takeMonitor(input));
  const channels = accepted(channelInput, (input) => takeChannel(input));
  let monitorCount = 0;
  fc.assert(
    fc.property(channels, monitors, (theChannels, theMonitors) => {
      monitorCount += theMonitors.length;
      const state: ConfigState = {
        locations: [],
        channels: theChannels,
        rules: rulesFor(theChannels),
        monitors: theMonitors,
        maintenance: [],
        settings,
      };
      expect(roundTrip(state)).toEqual(state);
      expect(exportConfig(roundTrip(state), en)).toEqual(exportConfig(state, en));
    }),
    { numRuns: 200 },
  );
  expect(monitorCount).toBeGreaterThan(50);
});

test('locations are written with a variable for each secret', () => {
  const inputs = [
    { kind: 'globalping', id: 'fra', name: 'Frankfurt', where: 'Frankfurt+datacenter-network', token: 'gp-token' },
    { kind: 'blackbox', id: 'office', url: 'http://127.0.0.1:9115', module: 'http_any' },
    { kind: 'proxy', id: 'out', url: 'socks5://10.0.0.5:1080', login: { username: 'me', password: 'p' } },
  ] as const;
  const locations = inputs.map((input) => valueOf(takeLocation(input)));
  const state = { ...empty, locations };
  const { yaml, env } = exportConfig(state, en);
  expect(env).toEqual(['FRA_TOKEN', 'OUT_PASSWORD']);
  expect(yaml).not.toContain('gp-token');
});
