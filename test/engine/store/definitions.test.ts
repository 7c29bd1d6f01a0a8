import { expect, test } from 'vitest';
import { integer, text } from '../../../electron/contract/fields/field.ts';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import { storedForm } from '../../../electron/engine/fields/stored-form.ts';
import { storedMonitors } from '../../../electron/engine/monitors/stored-monitor.ts';
import { httpMonitor, openTestConnection, testDirectory } from './fixtures.ts';

const sites = storedForm<{ readonly kind: 'site' }>({
  site: {
    version: 3,
    upgrades: [({ address, ...rest }) => ({ ...rest, host: address }), (before) => ({ ...before, port: 443 })],
    fields: { host: text(), port: integer({ least: 1, most: 65_535 }) },
  },
});

test('an older definition is upgraded from any version', () => {
  const newest = { ok: true, value: { kind: 'site', host: 'shop', port: 443 } };
  const one = { kind: 'site', address: 'shop' };
  expect(sites.read({ kind: 'site', version: 1, definition: one })).toEqual(newest);
  expect(sites.read({ kind: 'site', version: 2, definition: { kind: 'site', host: 'shop' } })).toEqual(newest);
  expect(sites.read({ kind: 'site', version: 3, definition: newest.value })).toEqual(newest);
});

test.each([
  ['of an unknown kind', { kind: 'constructor', version: 1, definition: {} }, 'the kind constructor is not known'],
  ['of a newer version', { kind: 'site', version: 4, definition: {} }, 'version 4 of site is not known'],
  ['with a wrong field', { kind: 'site', version: 2, definition: { kind: 'site', host: 7 } }, 'not valid at host'],
  [
    'with an unknown field',
    { kind: 'site', version: 2, definition: { kind: 'site', host: 'a', user: 'b' } },
    'at user',
  ],
  ['without a field', { kind: 'site', version: 3, definition: { kind: 'site', host: 'a' } }, 'at port'],
  ['of two kinds', { kind: 'site', version: 3, definition: { kind: 'page', host: 'a', port: 1 } }, 'at kind'],
])('a definition %s is refused', (_, stored, problem) => {
  const read = sites.read(stored);
  expect(read).toMatchObject({ ok: false });
  expect(read.ok ? '' : read.problem).toContain(problem);
});

test('a stored monitor has every field that its kind describes', () => {
  const { method: _, ...partial }: HttpMonitor = httpMonitor('shop');
  expect(storedMonitors.read({ kind: 'http', version: 1, definition: partial })).toMatchObject({ ok: false });
  expect(storedMonitors.read({ kind: 'http', version: 1, definition: { ...httpMonitor('shop') } })).toEqual({
    ok: true,
    value: httpMonitor('shop'),
  });
});

test('a definition of a newer program is unreadable and stays unchanged, an invalid one is damaged', () => {
  const { connection, store } = openTestConnection(`${testDirectory()}/vigilmon.db`);
  connection.exec(`
    INSERT INTO channels (id, kind, version, definition) VALUES ('pager', 'pigeon', 1, '{"kind":"pigeon"}');
    UPDATE rules SET source = 'nobody'`);
  expect(() => store.channels.all()).toThrow(expect.objectContaining({ name: 'StoreError', kind: 'unreadable' }));
  expect(() => store.rules.all()).toThrow(expect.objectContaining({ name: 'StoreError', kind: 'damaged' }));
  const rows = connection.prepare<[], { readonly definition: string }>(
    `SELECT definition FROM channels WHERE id = 'pager'`,
  );
  expect(rows.all()).toEqual([{ definition: '{"kind":"pigeon"}' }]);
  connection.exec(`UPDATE channels SET kind = 'pidgeon' WHERE id = 'pager'`);
  expect(() => store.channels.all()).toThrow(expect.objectContaining({ name: 'StoreError', kind: 'damaged' }));
});
