import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import type { Mute, MuteScope } from '../../../electron/contract/model/alert.ts';
import type { Overview } from '../../../electron/contract/model/state.ts';
import type { PagePlace } from '../../../electron/contract/page-address.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';
import { statelessMenu, trayMenu } from '../../../electron/main/tray/menu.ts';
import { many, monitor, overview } from './overviews.ts';

const now = new Date(2026, 10, 22, 14, 40).getTime();
const minute = 60_000;
const speech = speechFor('en-GB');

interface MenuOptions {
  readonly mutes?: readonly Mute[];
  readonly hasPausedTogether?: boolean;
  readonly isUpdatable?: boolean;
}

function menuOf(of: Overview, options: MenuOptions = {}) {
  const { mutes = [], hasPausedTogether = false, isUpdatable = false } = options;
  const did: string[] = [];
  const note = (what: string) => (): void => void did.push(what);
  const actions = {
    open: (place?: PagePlace) => void did.push(place === undefined ? 'open' : Object.values(place).join(' ')),
    quit: note('quit'),
    checkForUpdates: isUpdatable ? note('updates') : null,
    checkAll: note('check all'),
    muteAll: (choice: string) => void did.push(`mute ${choice}`),
    unmuteAll: note('unmute'),
    pauseAll: note('pause all'),
    resumeAll: note('resume all'),
  };
  const menu = trayMenu({ ...speech, overview: of, mutes, hasPausedTogether, nowMs: now }, actions);
  const all = menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? item.submenu : [])]);
  const entries = all.filter(({ type }) => type !== 'separator');
  return {
    did,
    entries,
    labels: entries.map(({ label }) => label),
    choose: (label: string) => press(entries.find((entry) => entry.label === label)),
  };
}

function press(entry: MenuItemConstructorOptions | undefined): void {
  if (entry?.click === undefined) throw new Error('there is nothing to choose');
  Reflect.apply(entry.click, undefined, []);
}

function mute(scope: MuteScope, until: number): Mute {
  return { id: 1, scope, until, createdAt: now, source: 'hand' };
}

test('it starts with the counts, for panels without tooltips, and ends with window and quit', () => {
  const { did, labels, entries, choose } = menuOf(overview('up', many(3, 'up')));
  expect(entries[0]).toMatchObject({ label: '3 up', enabled: false });
  expect(labels).toEqual([
    '3 up',
    'Check all now',
    'Mute all',
    'For 1 hour',
    'For 4 hours',
    'Until tomorrow, 09:00',
    'Pause all',
    'Open Vigilmon',
    'Add monitor…',
    'Settings',
    'Quit Vigilmon',
  ]);
  for (const label of ['Open Vigilmon', 'Add monitor…', 'Settings', 'Quit Vigilmon']) choose(label);
  expect(did).toEqual(['open', 'new-monitor', 'settings', 'quit']);
});

test('a program that can update itself offers to check for updates, and no other does', () => {
  const { did, labels, choose } = menuOf(overview('up', many(3, 'up')), { isUpdatable: true });
  expect(labels.slice(-3)).toEqual(['Settings', 'Check for updates…', 'Quit Vigilmon']);
  choose('Check for updates…');
  expect(did).toEqual(['updates']);
  const labelsOf = (items: readonly MenuItemConstructorOptions[]) => items.map(({ label }) => label);
  const actions = { open: () => undefined, quit: () => undefined };
  expect(labelsOf(statelessMenu('Broken', speech, { ...actions, checkForUpdates: () => undefined }))).toContain(
    'Check for updates…',
  );
  expect(labelsOf(statelessMenu('Broken', speech, { ...actions, checkForUpdates: null }))).not.toContain(
    'Check for updates…',
  );
});

test('a fresh program has nothing to check, mute or pause', () => {
  expect(menuOf(overview('empty', [])).labels).toEqual([
    'No monitors yet',
    'Open Vigilmon',
    'Add monitor…',
    'Settings',
    'Quit Vigilmon',
  ]);
});

test('it starts with a missing connection', () => {
  const offline = { ...overview('unknown', many(2, 'unknown')), connection: 'offline' } as const;
  const { entries, labels } = menuOf(offline);
  expect(labels.slice(0, 2)).toEqual(['No internet connection', '2 unknown']);
  expect(entries[0]?.enabled).toBe(false);
  expect(menuOf({ ...offline, connection: 'portal' }).labels[0]).toBe('This network requires a login');
});

describe('what is down', () => {
  test('is listed, latest first, with since when; a click opens it', () => {
    const down = [
      monitor('mailer', 'down', { name: 'Pending e-mails', since: now - 24 * 60 * minute }),
      monitor('shop-api', 'down', { name: 'Shop API', since: now - 8 * minute }),
    ];
    const { labels, did, choose } = menuOf(overview('down', [...down, ...many(5, 'up')]));
    expect(labels.slice(0, 3)).toEqual([
      '2 down, 5 up',
      'Shop API: down since 14:32',
      'Pending e-mails: down since 21 Nov, 14:40',
    ]);
    choose('Shop API: down since 14:32');
    expect(did).toEqual(['monitor shop-api']);
  });

  test('comes last if it is muted, and says so', () => {
    const muted = monitor('a', 'down', { since: now, muted: { until: null } });
    const { labels } = menuOf(overview('down', [muted, monitor('b', 'down', { since: now - minute })]));
    expect(labels.slice(0, 3)).toEqual(['2 down (1 muted)', 'b: down since 14:39', 'a: down since 14:40 (muted)']);
  });

  test('is ten at most, and the rest is counted', () => {
    const { labels, did, choose } = menuOf(overview('down', many(13, 'down', { since: now })));
    expect(labels.filter((label) => label?.includes('down since'))).toHaveLength(10);
    choose('3 more down');
    expect(did).toEqual(['open']);
  });

  test('has its literal name, in one line of limited length', () => {
    const label = (name: string): string | undefined =>
      menuOf(overview('down', [monitor('a', 'down', { name, since: now })])).labels[1];
    expect(label('R&D\n  wiki')).toBe('R&&D wiki: down since 14:40');
    expect(label('x'.repeat(200))).toBe(`${'x'.repeat(47)}…: down since 14:40`);
  });
});

describe('for all at once', () => {
  test('can be checked, muted and paused', () => {
    const { did, choose } = menuOf(overview('up', many(2, 'up')));
    for (const label of ['Check all now', 'For 1 hour', 'For 4 hours', 'Until tomorrow, 09:00', 'Pause all'])
      choose(label);
    expect(did).toEqual(['check all', 'mute 1h', 'mute 4h', 'mute tomorrow', 'pause all']);
  });

  test('nothing can be checked if there are only heartbeats', () => {
    const { entries } = menuOf(overview('up', many(2, 'up', { kind: 'heartbeat' })));
    expect(entries.find(({ label }) => label === 'Check all now')?.enabled).toBe(false);
  });

  test('a mute of everything can be ended, and shows when it ends', () => {
    const of = overview('up', many(2, 'up', { muted: { until: now } }));
    const { labels, did, choose } = menuOf(of, { mutes: [mute({ kind: 'all' }, now + 60 * minute)] });
    expect(labels).not.toContain('Mute all');
    choose('Unmute (until 15:40)');
    expect(did).toEqual(['unmute']);
  });

  test('individual mutes are ended together, and everything can still be muted', () => {
    const of = overview('up', [monitor('a', 'up', { muted: { until: now } }), monitor('b', 'up')]);
    const { labels } = menuOf(of, { mutes: [mute({ kind: 'monitor', monitorId: 'a' }, now + minute)] });
    expect(labels).toEqual(expect.arrayContaining(['Mute all', 'Unmute all (1)']));
  });

  test('paused monitors can be resumed: all of them, or those that were paused together', () => {
    const paused = many(2, 'paused', { enabled: false });
    expect(menuOf(overview('paused', paused)).labels).toContain('Resume all');
    expect(menuOf(overview('paused', paused)).labels).not.toContain('Pause all');
    const some = overview('up', [...paused, monitor('c', 'up')]);
    expect(menuOf(some).labels).not.toContain('Resume all');
    const { did, choose } = menuOf(some, { hasPausedTogether: true });
    choose('Resume all');
    choose('Pause all');
    expect(did).toEqual(['resume all', 'pause all']);
  });
});
