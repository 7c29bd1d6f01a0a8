import { expect, test } from 'vitest';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import { monitorInput, monitorPatch } from '../../../electron/contract/monitors/schema.ts';
import { defaultsOf } from '../../../electron/contract/fields/defaults.ts';
import { http as httpDefinition } from '../../../electron/contract/monitors/http.ts';
import { commonDefaults } from '../../../electron/engine/monitors/common-fields.ts';
import { newHeader } from '../../../renderer/state/fields-draft.ts';
import {
  blankDraft,
  copyOf,
  draftOf,
  draftOfAddress,
  otherKindOf,
  toInput,
  toPatch,
} from '../../../renderer/state/monitor-draft.ts';
import { heartbeatFields, scheduleEvery, storedHeartbeat } from '../../support/stored-heartbeat.ts';
import { withoutLocations } from '../../support/without-locations.ts';

const http: HttpMonitor = {
  id: 'shop',
  kind: 'http',
  name: 'Shop API',
  ...commonDefaults,
  ...defaultsOf(httpDefinition.fields),
  tags: ['prod'],
  notes: 'Restart it',
  source: 'hand',
  url: 'https://shop.example.com/health',
  headers: { Accept: 'application/json', Authorization: { hasSecret: true } },
  auth: { type: 'basic', username: 'me', password: { hasSecret: true } },
  interval: 90_000,
  degradedAfter: 800,
  certificateWarningDays: [30, 14],
  assertions: [{ on: 'json', is: 'equals', path: '$.status', value: 'ok' }],
};
const heartbeat = storedHeartbeat({ grace: 45_000 });

test("a blank form shows the engine's defaults", () => {
  const parsed = monitorInput.parse(toInput(blankDraft('http')));
  expect(parsed).toEqual({
    ...defaultsOf(httpDefinition.fields),
    severity: 'critical',
    tags: [],
    notes: '',
    ...withoutLocations,
    kind: 'http',
    url: '',
  });
});

test('a blank heartbeat leaves its grace period to the engine', () => {
  expect(toInput(blankDraft('heartbeat'))).not.toHaveProperty('grace');
});

test('a monitor that is opened and saved unchanged is sent as it was', () => {
  const { enabled: _enabled, source: _source, ...rest } = http;
  expect(monitorPatch.parse(toPatch(draftOf(http), 'shop'))).toEqual(rest);
  expect(monitorPatch.parse(toPatch(draftOf(heartbeat), 'mailer'))).toEqual({
    id: 'mailer',
    kind: 'heartbeat',
    name: 'Mailer',
    severity: 'critical',
    tags: [],
    notes: '',
    ...withoutLocations,
    ...heartbeatFields,
    schedule: scheduleEvery(300_000),
    grace: 45_000,
  });
});

test('saving does not resume a paused monitor', () => {
  expect(toPatch(draftOf({ ...http, enabled: false }), 'shop')).not.toHaveProperty('enabled');
});

test('a copy is a new monitor with the same fields, without the secrets, which cannot be read', () => {
  const elsewhere = { locations: ['fra'], quorum: 'all', regionalInterval: null } as const;
  const input = toInput(copyOf({ ...http, ...elsewhere }, 'Shop API (copy)'));
  expect(input).not.toHaveProperty('id');
  expect(input).toMatchObject({
    name: 'Shop API (copy)',
    ...elsewhere,
    url: http.url,
    headers: { Accept: 'application/json', Authorization: '' },
    auth: { type: 'basic', username: 'me', password: '' },
  });
});

test('a new secret replaces the stored one', () => {
  const draft = draftOf(http);
  if (draft.kind !== 'http') throw new Error('it is an HTTP monitor');
  draft.fields.auth.options.basic.password.text = 'new';
  expect(toInput(draft)).toMatchObject({ auth: { type: 'basic', username: 'me', password: 'new' } });
});

test('empty header rows are not sent', () => {
  const draft = blankDraft('http');
  draft.fields.headers.push(newHeader(), newHeader(' Accept ', 'text/plain'));
  expect(toInput(draft)).toMatchObject({ headers: { Accept: 'text/plain' } });
});

test.each([
  ['db.example.com:5432', { kind: 'tcp', host: 'db.example.com', port: '5432' }],
  ['ping router', { kind: 'ping', host: 'router' }],
  ['*/5 * * * *', { kind: 'heartbeat', schedule: { cron: ['*/5 * * * *'] } }],
])('the address %s begins a form of its kind', (address, { kind, ...given }) => {
  expect(otherKindOf(address, 'http')).toBe(kind);
  const draft = draftOfAddress(address);
  if (draft === null) throw new Error('it is not recognised');
  expect(draft).toMatchObject({ kind, id: null });
  expect(monitorInput.parse(toInput(draft))).toMatchObject(
    'port' in given ? { ...given, port: Number(given.port) } : given,
  );
});

test.each(['', '  ', 'https://shop.example.com/health', 'shop.example.com/health', 'not an address'])(
  'the address %j stays in the form of HTTP',
  (address) => {
    expect(otherKindOf(address, 'http')).toBeNull();
  },
);
