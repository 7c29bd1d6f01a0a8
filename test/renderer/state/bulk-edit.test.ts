import { expect, test } from 'vitest';
import type { Monitor } from '../../../electron/contract/monitors/registry.ts';
import { bulkFields, monitorProblems, patchesOf, undoOf } from '../../../renderer/state/bulk-edit.ts';
import { text } from '../../../renderer/text/text.ts';

const probed = { interval: 60_000, timeout: 10_000, failAfter: 2, recoverAfter: 2, recheckInterval: 5_000 };
const shop = { id: 'shop', kind: 'http', severity: 'critical', ...probed, degradedAfter: null } as unknown as Monitor;
const db = {
  id: 'db',
  kind: 'tcp',
  severity: 'info',
  ...probed,
  interval: 30_000,
  degradedAfter: null,
} as unknown as Monitor;
const mailer = { id: 'mailer', kind: 'heartbeat', severity: 'critical', failAfter: 1 } as unknown as Monitor;
const all = [shop, db, mailer];

test('the fields that are offered say of how many monitors they are, and what they are now', () => {
  const found = bulkFields(all).map(({ name, count, values, common }) => ({ name, count, values, common }));
  expect(found).toEqual([
    { name: 'interval', count: 2, values: [30_000, 60_000], common: '' },
    { name: 'timeout', count: 2, values: [10_000], common: '10s' },
    { name: 'failAfter', count: 3, values: [1, 2], common: '' },
    { name: 'recoverAfter', count: 2, values: [2], common: '2' },
    { name: 'recheckInterval', count: 2, values: [5_000], common: '5s' },
    { name: 'degradedAfter', count: 2, values: [null], common: '' },
  ]);
});

test('different values are named from the least to never', () => {
  const times = [null, 400, 2_000, 400].map((degradedAfter) => ({ ...shop, degradedAfter }) as unknown as Monitor);
  expect(bulkFields(times).find(({ name }) => name === 'degradedAfter')?.values).toEqual([400, 2_000, null]);
});

test('a value is told as the current one', () => {
  const told = bulkFields(all).map((field) => [field.name, text.bulk.now(field, all.length)]);
  expect(Object.fromEntries(told)).toMatchObject({
    failAfter: 'currently 1, 2',
    degradedAfter: '2 of 3 monitors, currently never',
  });
});

test('monitors of a kind without a schedule of checks are offered what they have', () => {
  expect(bulkFields([mailer]).map(({ name }) => name)).toEqual(['failAfter']);
});

test('only the monitors that have a field are changed, and only what was chosen', () => {
  const patches = patchesOf(all, { severity: null, fields: { interval: '2m', failAfter: '3' } });
  expect(patches).toEqual([
    { id: 'shop', kind: 'http', interval: '2m', failAfter: 3 },
    { id: 'db', kind: 'tcp', interval: '2m', failAfter: 3 },
    { id: 'mailer', kind: 'heartbeat', failAfter: 3 },
  ]);
  expect(patchesOf([mailer], { severity: null, fields: { interval: '2m' } })).toEqual([]);
  expect(patchesOf([mailer], { severity: 'info', fields: {} })).toEqual([
    { id: 'mailer', kind: 'heartbeat', severity: 'info' },
  ]);
});

test('an empty field turns off what may be off; elsewhere the engine refuses it', () => {
  const [patch] = patchesOf([shop], { severity: null, fields: { degradedAfter: '', failAfter: '' } });
  expect(patch).toEqual({ id: 'shop', kind: 'http', degradedAfter: null, failAfter: '' });
});

test('undoing restores the same fields of each monitor', () => {
  const patches = patchesOf(all, { severity: 'warning', fields: { interval: '2m' } });
  expect(undoOf(all, patches)).toEqual([
    { id: 'shop', kind: 'http', severity: 'critical', interval: 60_000 },
    { id: 'db', kind: 'tcp', severity: 'info', interval: 30_000 },
    { id: 'mailer', kind: 'heartbeat', severity: 'critical' },
  ]);
});

test('an error tells its monitor and its field', () => {
  expect(monitorProblems({ 'shop.timeout': 'too long', 'db.schedule.every': 'too short' })).toEqual([
    { id: 'shop', field: 'timeout', message: 'too long' },
    { id: 'db', field: 'schedule.every', message: 'too short' },
  ]);
});
