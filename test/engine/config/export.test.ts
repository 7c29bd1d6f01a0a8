import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Channel } from '../../../electron/contract/channels/registry.ts';
import type { Rule } from '../../../electron/contract/model/alert.ts';
import type { Monitor } from '../../../electron/contract/monitors/registry.ts';
import type { Settings } from '../../../electron/contract/model/program.ts';
import type { Secret } from '../../../electron/contract/model/secret.ts';
import type { Outcome } from '../../../electron/contract/refusal.ts';
import type { ParsedChannel } from '../../../electron/contract/channels/schema.ts';
import type { ParsedConfig } from '../../../electron/contract/schemas.ts';
import type { ParsedMonitor } from '../../../electron/contract/monitors/schema.ts';
import { normaliseChannel } from '../../../electron/engine/notifications/channels/normalise.ts';
import { normaliseRules } from '../../../electron/engine/notifications/normalise-rules.ts';
import { mapChannelSecrets } from '../../../electron/engine/notifications/channels/secrets.ts';
import { exportConfig, type ConfigState } from '../../../electron/engine/config/export.ts';
import { normaliseMaintenance } from '../../../electron/engine/maintenance/normalise.ts';
import { parseConfig } from '../../../electron/engine/config/parse.ts';
import { normaliseMonitor } from '../../../electron/engine/monitors/normalise.ts';
import { mapMonitorSecrets } from '../../../electron/engine/monitors/secrets.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import type { Location } from '../../../electron/contract/locations/registry.ts';
import type { ParsedLocation } from '../../../electron/contract/locations/schema.ts';
import { normaliseLocation } from '../../../electron/engine/locations/normalise.ts';

const settings: Settings = {
  theme: 'dark',
  rawDays: 7,
  historyDays: 400,
  maxConcurrent: 64,
  maxPerHost: 4,
  anchors: [],
  stretchOnBattery: true,
  groupWait: 15_000,
  flapAfter: 9,
  createFromPings: true,
  digest: { days: ['mon'], at: '09:00', timezone: 'Europe/Berlin', channels: ['ops'] },
  checkForUpdates: false,
};
const empty: ConfigState = { locations: [], channels: [], rules: [], monitors: [], maintenance: [], settings };
const token = 'token-0123456789-token';

const takeLocation = (input: ParsedLocation, existing: Location | null = null): Outcome<Location> =>
  normaliseLocation(input, { existing, takenIds: new Set(), source: 'file' });

const takeMonitor = (input: ParsedMonitor, existing: Monitor | null = null): Outcome<Monitor> =>
  normaliseMonitor(input, { existing, takenIds: new Set(), source: 'file', makeToken: () => token });
const takeChannel = (input: ParsedChannel, existing: Channel | null = null): Outcome<Channel> =>
  normaliseChannel(input, { existing, takenIds: new Set(), source: 'file' });

function valueOf<T>(result: Outcome<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** In the order in which the export gives them names. */
function secretsOf(state: ConfigState): readonly string[] {
  const found: string[] = [];
  const keep = (secret: Secret): Secret => {
    if (typeof secret === 'string') found.push(secret);
    return secret;
  };
  for (const channel of state.channels) mapChannelSecrets(channel, keep);
  for (const monitor of state.monitors) {
    mapMonitorSecrets(monitor, keep);
  }
  return found;
}

/** Exports, and applies the file with its variables set to the real secrets. */
function roundTrip(state: ConfigState): ConfigState {
  const { yaml, env } = exportConfig(state, en);
  const secrets = secretsOf(state);
  const variables = Object.fromEntries(env.map((name, index) => [name, secrets[index] ?? '']));
  return applied(valueOf(parseConfig(yaml, variables)).config, state);
}

function applied(config: ParsedConfig, before: ConfigState): ConfigState {
  const { locations = [], channels = [], rules = [], monitors = [], maintenance = [] } = config;
  const known = {
    channels: new Set(channels.map(({ id = '' }) => id)),
    monitors: new Set(monitors.map(({ id = '' }) => id)),
  };
  return {
    locations: locations.map((input, index) => valueOf(takeLocation(input, before.locations[index] ?? null))),
    channels: channels.map((input, index) => valueOf(takeChannel(input, before.channels[index] ?? null))),
    rules: valueOf(normaliseRules(rules, known, 'file')).map(({ source: _, ...rule }) => rule),
    monitors: monitors.map((input, index) => valueOf(takeMonitor(input, before.monitors[index] ?? null))),
    maintenance: maintenance.map((input) =>
      valueOf(
        normaliseMaintenance(input, { existing: null, takenIds: new Set(), source: 'file', monitors: known.monitors }),
      ),
    ),
    settings: { ...before.settings, ...config.settings },
  } as ConfigState;
}

const http = (fields: object = {}): Monitor =>
  valueOf(takeMonitor({ kind: 'http', id: 'shop-api', url: 'http://127.0.0.1:5000/health', ...fields }));

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

test('secrets and ping tokens are variables, which the head of the file lists', () => {
  const secret = 'hunter2-hunter2-hunter2';
  const state: ConfigState = {
    ...empty,
    channels: [
      valueOf(takeChannel({ kind: 'slack', id: 'ops', webhookUrl: `https://hooks.slack.com/${secret}` })),
      valueOf(
        takeChannel({
          kind: 'email',
          id: 'oncall',
          smtp: { host: '127.0.0.1', port: 587, username: 'vigilmon', password: secret },
          from: 'vigilmon@example.com',
          to: ['oncall@example.com'],
        }),
      ),
    ],
    monitors: [
      http({ auth: { type: 'bearer', token: secret }, headers: { 'X-Api-Key': secret, Accept: 'text/html' } }),
      valueOf(takeMonitor({ kind: 'heartbeat', id: '1st-job', schedule: { every: 300_000 }, token: secret })),
    ],
  };
  const { yaml, env } = exportConfig(state, en);
  expect(env).toEqual([
    'OPS_WEBHOOK_URL',
    'ONCALL_PASSWORD',
    'SHOP_API_X_API_KEY',
    'SHOP_API_TOKEN',
    'VIGILMON_1ST_JOB_TOKEN',
  ]);
  expect(yaml).not.toContain('hunter2');
  const head = yaml.slice(0, yaml.indexOf('channels:'));
  for (const name of env) {
    expect(head).toContain(`#   ${name}\n`);
    expect(yaml).toContain(`: \${${name}}`);
  }
  expect(roundTrip(state)).toEqual(state);
});

test('hidden secrets are written like clear ones', () => {
  const hidden = mapMonitorSecrets(http({ auth: { type: 'bearer', token: 'x' } }), () => ({ hasSecret: true }));
  expect(exportConfig({ ...empty, monitors: [hidden] }, en).env).toEqual(['SHOP_API_TOKEN']);
});

test('two secrets never share a variable', () => {
  const monitor = http({ auth: { type: 'bearer', token: 'a' }, headers: { Token: 'b', 'X-A-Key': 'c', X_A_Key: 'd' } });
  const { env } = exportConfig(
    { ...empty, monitors: [monitor, http({ id: 'shop', headers: { 'Api-Token': 'e' } })] },
    en,
  );
  expect(env).toEqual([
    'SHOP_API_TOKEN',
    'SHOP_API_X_A_KEY',
    'SHOP_API_X_A_KEY_2',
    'SHOP_API_TOKEN_2',
    'SHOP_API_TOKEN_3',
  ]);
});

test('control characters and direction marks are escaped, and read back unchanged', () => {
  const outside = 'a\u009b2J \u202eb\u2066 \u2028c \u001b]0;t\u0007 \u0085 \u007f\r\n\tend "quoted" \\u001b';
  const http = { kind: 'http', url: 'http://127.0.0.1/', interval: 60_000 } as const;
  const monitors = [
    valueOf(takeMonitor({ ...http, id: 'outside', notes: outside })),
    valueOf(takeMonitor({ ...http, id: 'turned', notes: 'turned \u202eback' })),
    valueOf(takeMonitor({ ...http, id: 'layout', notes: 'first\n\tsecond' })),
  ];
  const { yaml } = exportConfig({ ...empty, monitors }, en);
  // eslint-disable-next-line no-control-regex -- the very thing that must not be there
  expect(yaml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  expect(yaml).toContain('first\n');
  expect(valueOf(parseConfig(yaml, {})).config.monitors?.map(({ notes }) => notes)).toEqual([
    outside,
    'turned \u202eback',
    'first\n\tsecond',
  ]);
});

test.each(['-\n$', '? \n: a', 'a\n- b'])('an assertion on the lines %j is read back unchanged', (value) => {
  const assertions = [{ on: 'body', is: 'contains', value }] as const;
  const monitor = valueOf(takeMonitor({ kind: 'http', id: 'lines', url: 'http://127.0.0.1/', assertions }));
  expect(roundTrip({ ...empty, monitors: [monitor] }).monitors).toEqual([monitor]);
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
