import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { native } from '../../../electron/contract/channels/native.ts';
import { defaultsOf } from '../../../electron/contract/fields/defaults.ts';
import { said } from '../../../electron/contract/delivery-answer.ts';
import type { Channel } from '../../../electron/contract/channels/registry.ts';
import type { Settings } from '../../../electron/contract/model/program.ts';
import { openConnection } from '../../../electron/engine/store/sqlite.ts';
import { addMonitor, midnight, openTestConnection, openTestStore, testDirectory } from './fixtures.ts';
import type { NewRule } from '../../../electron/engine/store/rule-repository.ts';

const slack: Channel = { id: 'ops', name: 'Ops', enabled: true, source: 'hand', kind: 'slack', webhookUrl: 'sealed' };
const untouched = {
  lastSuccessAt: null,
  lastErrorAt: null,
  lastError: null,
  failures: 0,
  refusals: 0,
  failingSince: null,
  trouble: null,
  reportedSince: null,
};
const everything = { severity: [], tags: [], monitors: [], events: [] };

describe('a fresh database', () => {
  test('has one rule that notifies the desktop of everything', async () => {
    const store = await openTestStore();
    const desktop = {
      ...defaultsOf(native.fields),
      id: 'desktop',
      name: 'Desktop notifications',
      enabled: true,
      source: 'default',
      kind: 'native',
    };
    expect(store.channels.all()).toEqual([{ channel: desktop, health: untouched }]);
    expect(store.rules.all()).toMatchObject([{ when: everything, channels: ['desktop'], delay: 0, source: 'default' }]);
  });

  test('has the default settings and has never been running', async () => {
    const store = await openTestStore();
    const { anchors, ...settings } = store.settings.read();
    expect(settings).toEqual({
      theme: 'system',
      rawDays: 7,
      historyDays: 400,
      maxConcurrent: 64,
      maxPerHost: 4,
      stretchOnBattery: false,
      groupWait: 10_000,
      flapAfter: 6,
      checkForUpdates: true,
      createFromPings: false,
      digest: null,
    });
    expect(new Set(anchors.map((url) => new URL(url).hostname.split('.').at(-2))).size).toBe(3);
    expect(store.settings.aliveAt()).toBeNull();
  });
});

describe('settings', () => {
  test('are kept', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    const anchors = ['http://127.0.0.1:9/generate_204'];
    const mine: Settings = {
      theme: 'dark',
      rawDays: 3,
      historyDays: 90,
      maxConcurrent: 8,
      maxPerHost: 2,
      anchors,
      stretchOnBattery: true,
      groupWait: 0,
      flapAfter: 9,
      createFromPings: true,
      digest: { days: ['mon'], at: '09:00', timezone: 'Europe/Berlin', channels: ['ops'] },
      checkForUpdates: false,
    };
    store.settings.write(mine);
    store.settings.setAliveAt(midnight);
    store.settings.setAliveAt(midnight + 1);
    store.close();
    const again = await openTestStore(directory);
    expect(again.settings.read()).toEqual(mine);
    expect(again.settings.aliveAt()).toBe(midnight + 1);
  });

  test('that are invalid or unknown are ignored', () => {
    const { connection, store } = openTestConnection(`${testDirectory()}/vigilmon.db`);
    connection.exec(
      `INSERT INTO settings VALUES ('theme', '"plaid"'), ('rawDays', '-1'), ('historyDays', '90'), ('anchors', '[1]'), ('fax', '1')`,
    );
    expect(store.settings.read()).toMatchObject({ theme: 'system', rawDays: 7, historyDays: 90 });
    expect(store.settings.read().anchors).toHaveLength(3);
    expect(store.settings.read()).not.toHaveProperty('fax');
  });
});

describe('channels', () => {
  test('keep their position and their health when edited', async () => {
    const store = await openTestStore();
    store.channels.save(slack);
    const health = {
      lastSuccessAt: midnight,
      lastErrorAt: midnight + 1,
      lastError: said('410 Gone'),
      failures: 4,
      refusals: 1,
      failingSince: midnight + 2,
      trouble: 'broken',
      reportedSince: midnight + 3,
    } as const;
    store.channels.saveHealth('desktop', health);
    const [desktop] = store.channels.all();
    if (desktop === undefined) throw new Error('there is no channel');
    const renamed = { ...desktop.channel, name: 'Screen' };
    store.channels.save(renamed);
    expect(store.channels.all()).toEqual([
      { channel: renamed, health },
      { channel: slack, health: untouched },
    ]);
  });
});

describe('rules', () => {
  test('are replaced together and keep their order', async () => {
    const store = await openTestStore();
    const quietHours = { days: ['sat', 'sun'], from: '22:00', to: '07:00', timezone: 'UTC' } as const;
    const plain = { repeatEvery: null, quietHours: null };
    const rules: readonly NewRule[] = [
      {
        when: { ...everything, severity: ['critical'], tags: ['shop'] },
        channels: ['ops'],
        delay: 0,
        ...plain,
        source: 'file',
      },
      { when: everything, channels: ['desktop', 'ops'], delay: 60_000, repeatEvery: 1, quietHours, source: 'hand' },
    ];
    store.rules.replace(rules);
    expect(store.rules.all().map(({ id: _id, ...rule }) => rule)).toEqual(rules);
    store.rules.replace([]);
    expect(store.rules.all()).toEqual([]);
  });

  test('stay unchanged if one of the new ones is refused', async () => {
    const store = await openTestStore();
    const before = store.rules.all();
    const refused = [
      { when: everything, channels: [], delay: 0, repeatEvery: null, quietHours: null, source: 'hand' },
      { when: everything, channels: [], delay: 0, repeatEvery: 0, quietHours: null, source: 'hand' },
    ] as const;
    expect(() => {
      store.rules.replace(refused);
    }).toThrow(/CHECK/u);
    expect(store.rules.all()).toEqual(before);
  });
});

test('a damaged setting has its default, and the others keep their values', async () => {
  const directory = testDirectory();
  const store = await openTestStore(directory);
  const settings = store.settings.read();
  store.settings.write({ ...settings, rawDays: 3, theme: 'dark' });
  store.close();
  const connection = openConnection(join(directory, 'vigilmon.db'));
  connection.pragma('ignore_check_constraints = ON');
  connection.exec("UPDATE settings SET value = '{' WHERE name = 'rawDays'");
  connection.close();
  const again = await openTestStore(directory);
  expect(again.settings.read()).toEqual({ ...settings, theme: 'dark' });
});

test('an instant with a fraction is stored as a whole millisecond instead of being refused', async () => {
  const store = await openTestStore();
  const { key } = addMonitor(store);
  const { tracking } = store.monitors.all()[0] ?? {};
  if (tracking === undefined) throw new Error('no monitor');
  store.settings.setAliveAt(midnight + 0.4);
  store.monitors.saveTracking(key, { ...tracking, deadlineAt: midnight - 20_000.6 });
  expect(store.settings.aliveAt()).toBe(midnight);
  expect(store.monitors.all()[0]?.tracking.deadlineAt).toBe(midnight - 20_001);
});
