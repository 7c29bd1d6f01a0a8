import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MuteScope } from '../../../electron/contract/model/alert.ts';
import { migrate } from '../../../electron/engine/store/migrate.ts';
import { migrations } from '../../../electron/engine/store/migrations.ts';
import { openConnection } from '../../../electron/engine/store/sqlite.ts';
import {
  addMonitor,
  hourMs,
  midnight,
  newAlert,
  alertPayload,
  openTestConnection,
  openTestStore,
  testDirectory,
} from './fixtures.ts';
import type { NewMute } from '../../../electron/engine/store/mute-repository.ts';

const everything: MuteScope = { kind: 'all' };
const tagged: MuteScope = { kind: 'tag', tag: 'shop' };
const only: MuteScope = { kind: 'monitor', monitorId: 'shop-api' };

function newMute(scope: MuteScope, until: number | null = midnight + hourMs): NewMute {
  return { scope, until, createdAt: midnight, source: 'hand' };
}

describe('mutes', () => {
  test('of each scope are kept, oldest first', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    addMonitor(store);
    const kept = [newMute(everything), newMute(tagged), newMute(only, null)].map((mute) => store.mutes.replace(mute));
    store.close();
    const again = await openTestStore(directory);
    expect(again.mutes.all()).toEqual(kept);
    expect(kept.map(({ scope }) => scope)).toEqual([everything, tagged, only]);
  });

  test('replace those of the same scope, with a new id', async () => {
    const store = await openTestStore();
    addMonitor(store);
    for (const scope of [everything, tagged, only]) {
      const first = store.mutes.replace(newMute(scope));
      const other = store.mutes.replace(newMute({ kind: 'tag', tag: 'Shop' }));
      const second = store.mutes.replace(newMute(scope, midnight + 2 * hourMs));
      expect(second.id).toBeGreaterThan(first.id);
      expect(store.mutes.all()).toEqual([other, second]);
      store.mutes.delete(second.id);
      store.mutes.delete(other.id);
      expect(store.mutes.all()).toEqual([]);
    }
  });

  test('are deleted with their monitor', async () => {
    const store = await openTestStore();
    const { key } = addMonitor(store);
    store.mutes.replace(newMute(only));
    const rest = store.mutes.replace(newMute(everything));
    store.monitors.delete(key);
    expect(store.mutes.all()).toEqual([rest]);
  });

  test('that are invalid are refused by the database', () => {
    const { connection } = openTestConnection(join(testDirectory(), 'vigilmon.db'));
    const insert = (values: string): void => {
      connection.exec(`INSERT INTO mutes (scope, tag, monitor, until, created_at, source) VALUES (${values})`);
    };
    expect(() => insert(`'all', NULL, NULL, NULL, 1, 'hand'`)).toThrow(/CHECK/u);
    expect(() => insert(`'tag', NULL, NULL, 1, 1, 'hand'`)).toThrow(/CHECK/u);
    expect(() => insert(`'all', 'shop', NULL, 1, 1, 'hand'`)).toThrow(/CHECK/u);
    expect(() => insert(`'monitor', NULL, 77, 1, 1, 'hand'`)).toThrow(/FOREIGN KEY/u);
  });
});

test('a database of version 1 keeps its rows and accepts mutes', () => {
  const connection = openConnection(join(testDirectory(), 'vigilmon.db'));
  onTestFinished(() => {
    connection.close();
  });
  migrate(connection, migrations.slice(0, 1));
  connection.exec(
    `INSERT INTO monitors (key, id, kind, definition) VALUES (7, 'shop-api', 'http', '{}');
     INSERT INTO outbox (subject, channel_id, event, monitor_id, payload, status, created_at, next_attempt_at)
       VALUES ('incident:1', 'desktop', 'down', 'shop-api', '{}', 'pending', 1, 2)`,
  );
  expect(migrate(connection, migrations.slice(0, 2))).toEqual([2]);
  connection.exec(
    `INSERT INTO mutes (scope, monitor, until, created_at, source) VALUES ('monitor', 7, NULL, 1, 'hand');
     DELETE FROM monitors WHERE key = 7`,
  );
  const counts = `SELECT (SELECT count(*) FROM mutes) AS mutes, (SELECT count(*) FROM outbox) AS waiting`;
  expect(connection.prepare<[], { mutes: number; waiting: number }>(counts).get()).toEqual({ mutes: 0, waiting: 1 });
});

describe('the outbox', () => {
  test('cancels pending messages of a muted monitor, except recoveries and those of other monitors', async () => {
    const store = await openTestStore();
    const [down, end, other, sent] = store.outbox.add(
      [
        newAlert('incident:1'),
        newAlert('incident:1', 'desktop', alertPayload('recovered')),
        newAlert('incident:2', 'desktop', alertPayload('down', 'other')),
        newAlert('incident:1', 'ops'),
      ],
      midnight,
    );
    store.outbox.setStatus(sent ?? 0, 'sent');
    expect(store.outbox.cancelForMute('shop-api')).toEqual([down]);
    expect(store.outbox.cancelForMute('shop-api')).toEqual([]);
    expect(store.outbox.due(midnight, 10).map(({ id }) => id)).toEqual([end, other]);
  });

  test('revives cancelled messages, but not sent, failed or pending ones', async () => {
    const store = await openTestStore();
    const channels = ['cancelled', 'sent', 'failed', 'merged', 'pending'] as const;
    const alerts = channels.map((channel) => newAlert('incident:1', channel));
    const ids = store.outbox.add(alerts, midnight);
    channels.forEach((status, index) => {
      if (status !== 'pending') store.outbox.setStatus(ids[index] ?? 0, status);
    });
    const later = [...alerts, newAlert('incident:1', 'new')].map((alert) => ({ ...alert, notBeforeMs: midnight + 1 }));
    expect(store.outbox.addAgain(later, midnight + 1)).toBe(2);
    const { items } = store.outbox.page({ limit: 10 });
    expect(items.map(({ channelId, status, nextAttemptAt }) => [channelId, status, nextAttemptAt])).toEqual([
      ['new', 'pending', midnight + 1],
      ['pending', 'pending', midnight],
      ['merged', 'merged', null],
      ['failed', 'failed', null],
      ['sent', 'sent', null],
      ['cancelled', 'pending', midnight + 1],
    ]);
  });
});
