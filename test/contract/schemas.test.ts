import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { calls } from '../../electron/contract/calls.ts';
import type { Monitor, MonitorKind } from '../../electron/contract/monitors/registry.ts';
import { configFile } from '../../electron/contract/schemas.ts';
import { monitorInput, monitorPatch, type ParsedMonitor } from '../../electron/contract/monitors/schema.ts';
import { type MonitorInput } from '../../electron/contract/monitors/registry.ts';

test('every kind of monitor is accepted, with durations parsed to numbers', () => {
  expectTypeOf<ParsedMonitor['kind']>().toEqualTypeOf<MonitorKind>();
  expectTypeOf<MonitorInput['kind']>().toEqualTypeOf<Monitor['kind']>();
  type Http = Extract<Monitor, { kind: 'http' }>;
  expectTypeOf<Http['interval']>().toEqualTypeOf<number>();
  expectTypeOf<Http['degradedAfter']>().toEqualTypeOf<number | null>();
});

describe('durations', () => {
  test('are accepted as text and as milliseconds', () => {
    const input = { kind: 'http', url: 'http://a', interval: '30s', timeout: 2_500, degradedAfter: null };
    expect(monitorInput.parse(input)).toEqual({ ...input, interval: 30_000 });
    expect(monitorInput.parse({ kind: 'heartbeat', schedule: { every: '5m' }, grace: 0 })).toEqual({
      kind: 'heartbeat',
      schedule: { every: 300_000 },
      grace: 0,
    });
  });

  test.each([-1, 0.5, Infinity, NaN, true, {}])('%j is not a duration', (interval) => {
    expect(monitorInput.safeParse({ kind: 'http', url: 'http://a', interval }).success).toBe(false);
  });

  test.each(['', '5', '-5m', '1.5h', '5 min'])(
    '%j stays as it is, to be reported with all other values',
    (interval) => {
      expect(monitorInput.parse({ kind: 'http', url: 'http://a', interval })).toMatchObject({ interval });
    },
  );
});

describe('unknown fields are refused', () => {
  const http = { kind: 'http', url: 'http://a' };
  const email = { kind: 'email', smtp: { host: 'h', port: 25 }, from: 'a@b', to: ['c@d'] };
  const extra = { extra: 1 };
  test.each<[string, z.ZodType, unknown, unknown]>([
    ['of a monitor', calls.monitors.create.input, http, { ...http, ...extra }],
    ['of another kind of monitor', calls.monitors.create.input, http, { ...http, grace: '1m' }],
    [
      'of an assertion',
      calls.monitors.create.input,
      { ...http, assertions: [{ on: 'status', is: 'equals', value: 200 }] },
      { ...http, assertions: [{ on: 'status', is: 'equals', value: 200, ...extra }] },
    ],
    [
      'of a login',
      calls.monitors.create.input,
      { ...http, auth: { type: 'bearer', token: 't' } },
      { ...http, auth: { type: 'bearer', token: 't', username: 'u' } },
    ],
    [
      'of a schedule',
      calls.monitors.create.input,
      { kind: 'heartbeat', schedule: { every: '5m' } },
      { kind: 'heartbeat', schedule: { every: '5m', ...extra } },
    ],
    ['of an id', calls.monitors.get.input, { id: 'a' }, { id: 'a', ...extra }],
    ['of a call that takes nothing', calls.overview.get.input, {}, extra],
    ['of a channel', calls.channels.create.input, { kind: 'native' }, { kind: 'native', ...extra }],
    ['of a mail server', calls.channels.create.input, email, { ...email, smtp: { ...email.smtp, ...extra } }],
    [
      'of a rule',
      calls.rules.replace.input,
      { rules: [{ when: { tags: ['a'] }, channels: ['b'] }] },
      { rules: [{ when: { tags: ['a'], ...extra }, channels: ['b'] }] },
    ],
    ['of the settings', calls.settings.update.input, { theme: 'dark' }, extra],
    ['of a configuration file', configFile, { monitors: [http] }, { monitors: [http], ...extra }],
  ])('%s', (_of, schema, good, bad) => {
    expect(schema.safeParse(good).success).toBe(true);
    expect(schema.safeParse(bad).success).toBe(false);
  });
});

test('a hidden secret may be sent back, but not a lookalike', () => {
  const withToken = (token: unknown): unknown => ({ kind: 'http', url: 'http://a', auth: { type: 'bearer', token } });
  expect(monitorInput.safeParse(withToken({ hasSecret: true })).success).toBe(true);
  expect(monitorInput.safeParse(withToken({ hasSecret: false })).success).toBe(false);
  expect(monitorInput.safeParse(withToken({ hasSecret: true, token: 'x' })).success).toBe(false);
});

test('a patch needs the id and the kind, and nothing else', () => {
  expect(monitorPatch.parse({ id: 'a', kind: 'http' })).toEqual({ id: 'a', kind: 'http' });
  expect(monitorPatch.safeParse({ kind: 'http' }).success).toBe(false);
  expect(monitorPatch.safeParse({ id: 'a' }).success).toBe(false);
});

test('no schema fills in a default', () => {
  expect(monitorInput.parse({ kind: 'http', url: 'http://a' })).toEqual({ kind: 'http', url: 'http://a' });
  const heartbeat = { kind: 'heartbeat', schedule: { every: 300_000 } };
  expect(monitorInput.parse(heartbeat)).toEqual(heartbeat);
  expect(configFile.parse({})).toEqual({});
});
