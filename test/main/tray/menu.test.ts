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
  readonly failingChannels?: readonly string[];
  readonly isUpdatable?: boolean;
  readonly nowMs?: number;
}

function menuOf(of: Overview, options: MenuOptions = {}) {
  const { mutes = [], failingChannels = [], isUpdatable = false, nowMs = now } = options;
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
    checkNow: (id: string) => void did.push(`check ${id}`),
    mute: (id: string, choice: string) => void did.push(`mute ${id} ${choice}`),
    unmute: (id: number) => void did.push(`unmute ${id}`),
    acknowledge: (id: number) => void did.push(`acknowledge ${id}`),
    openUrl: (url: string) => void did.push(`open ${url}`),
  };
  const menu = trayMenu({ ...speech, overview: of, mutes, failingChannels, nowMs }, actions);
  const all = menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? item.submenu : [])]);
  const entries = all.filter(({ type }) => type !== 'separator');
  return {
    did,
    menu,
    entries,
    labels: entries.map(({ label }) => label),
    choose: (label: string) => press(entries.find((entry) => entry.label === label)),
  };
}

function submenuOf(menu: readonly MenuItemConstructorOptions[], label: string): readonly MenuItemConstructorOptions[] {
  const submenu = menu.find((item) => item.label === label)?.submenu;
  if (!Array.isArray(submenu)) throw new Error(`${label} has no menu`);
  return submenu;
}

function press(entry: MenuItemConstructorOptions | undefined): void {
  if (entry?.click === undefined) throw new Error('there is nothing to choose');
  Reflect.apply(entry.click, undefined, []);
}

function mute(scope: MuteScope, until: number): Mute {
  return { id: 1, scope, until, createdAt: now, source: 'hand' };
}

test('it starts with the status, for panels without tooltips, and has the same actions whatever the state', () => {
  const { did, labels, entries, choose } = menuOf(overview('up', many(3, 'up')));
  expect(entries[0]).toMatchObject({ label: '3 up', enabled: false });
  expect(labels).toEqual([
    '3 up',
    'Open Vigilmon',
    'Check all now',
    'Mute all',
    'For 1 hour',
    'For 4 hours',
    'Until tomorrow, 09:00',
    'Pause all',
    'Resume all',
    'Add monitor…',
    'Settings',
    'Quit Vigilmon',
  ]);
  for (const label of ['Open Vigilmon', 'Add monitor…', 'Settings', 'Quit Vigilmon']) choose(label);
  expect(did).toEqual(['open', 'new-monitor', 'settings', 'quit']);
});

test.each([
  ['nothing is set up', overview('empty', [])],
  ['something is down', overview('down', [monitor('a', 'down'), monitor('b', 'up')])],
  ['all is paused', overview('paused', many(2, 'paused', { enabled: false }))],
  ['there is no connection', { ...overview('unknown', many(2, 'unknown')), connection: 'offline' } as const],
])('no action changes its place when %s', (_, of) => {
  const actionsOf = ({ menu }: ReturnType<typeof menuOf>): readonly unknown[] =>
    menu.slice(1, 12).map(({ label, type }) => label ?? type);
  expect(actionsOf(menuOf(of))).toEqual(actionsOf(menuOf(overview('up', many(3, 'up')))));
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

test('a fresh program has nothing to check, mute, pause or resume', () => {
  const { entries, labels } = menuOf(overview('empty', []));
  expect(labels[0]).toBe('No monitors yet');
  const disabled = entries.filter(({ enabled }) => enabled === false).map(({ label }) => label);
  expect(disabled).toEqual(['No monitors yet', 'Check all now', 'Mute all', 'Pause all', 'Resume all']);
});

test('a missing connection is part of the status', () => {
  const offline = { ...overview('unknown', many(2, 'unknown')), connection: 'offline' } as const;
  expect(menuOf(offline).entries[0]).toMatchObject({ label: 'No internet connection: 2 unknown', enabled: false });
  expect(menuOf({ ...offline, connection: 'portal' }).labels[0]).toBe('This network requires a login: 2 unknown');
});

test('channels that do not deliver come first of what needs attention; a click opens the alerts', () => {
  const { labels, did, choose } = menuOf(overview('up', many(2, 'up')), { failingChannels: ['Ops & co'] });
  expect(labels.at(labels.indexOf('Quit Vigilmon') + 1)).toBe('Not delivering: Ops && co');
  choose('Not delivering: Ops && co');
  expect(did).toEqual(['alerts']);
});

describe('what needs attention', () => {
  const attention = (of: Overview): readonly (string | undefined)[] => {
    const { menu } = menuOf(of);
    const labels = menu.filter(({ type }) => type !== 'separator').map(({ label }) => label);
    return labels.slice(labels.indexOf('Quit Vigilmon') + 1);
  };

  test('comes after the actions, latest first, with since when', () => {
    const down = [
      monitor('mailer', 'down', { name: 'Pending e-mails', since: now - 24 * 60 * minute }),
      monitor('shop-api', 'down', { name: 'Shop API', since: now - 8 * minute }),
    ];
    const of = overview('down', [...down, ...many(5, 'up')]);
    expect(attention(of)).toEqual(['Shop API: down since 14:32', 'Pending e-mails: down since 21 Nov, 14:40']);
  });

  test('is opened, checked, muted, acknowledged and visited from its own menu', () => {
    const down = monitor('shop-api', 'down', { name: 'Shop API', since: now, openIncidentId: 12 });
    const { did, menu } = menuOf(overview('down', [down]));
    const own = submenuOf(menu, 'Shop API: down since 14:40');
    expect(own.map(({ label }) => label ?? '-')).toEqual([
      'Open',
      'Check now',
      '-',
      'Mute for 1 hour',
      'Mute for 4 hours',
      'Mute until it recovers',
      'Acknowledge',
      'Open URL',
    ]);
    for (const item of own) if (item.type !== 'separator') press(item);
    expect(did).toEqual([
      'monitor shop-api',
      'check shop-api',
      'mute shop-api 1h',
      'mute shop-api 4h',
      'mute shop-api recovery',
      'acknowledge 12',
      'open http://127.0.0.1:5000/health',
    ]);
  });

  test('says that it is acknowledged, and offers that no more', () => {
    const down = monitor('shop-api', 'down', {
      name: 'Shop API',
      since: now,
      openIncidentId: 12,
      isAcknowledged: true,
    });
    const own = submenuOf(menuOf(overview('down', [down])).menu, 'Shop API: down since 14:40 (acknowledged)');
    expect(own.map(({ label }) => label)).not.toContain('Acknowledge');
  });

  test('offers only what it has: a job no check and no URL, slowness nothing to acknowledge', () => {
    const late = monitor('mailer', 'late', { kind: 'heartbeat', since: now, target: 'every 5m' });
    const { menu } = menuOf(overview('up', [late]));
    expect(submenuOf(menu, 'mailer: late since 14:40').flatMap(({ label }) => label ?? [])).toEqual([
      'Open',
      'Mute for 1 hour',
      'Mute for 4 hours',
      'Mute until it recovers',
    ]);
  });

  test('can be unmuted if the mute is its own', () => {
    const down = monitor('a', 'down', { since: now, muted: { until: null } });
    const label = 'a: down since 14:40 (muted)';
    const own = menuOf(overview('down', [down]), { mutes: [mute({ kind: 'monitor', monitorId: 'a' }, now + minute)] });
    const unmute = submenuOf(own.menu, label).find((item) => item.label === 'Unmute');
    press(unmute);
    expect(own.did).toEqual(['unmute 1']);
    const all = menuOf(overview('down', [down]), { mutes: [mute({ kind: 'all' }, now + minute)] });
    expect(submenuOf(all.menu, label).map((item) => item.label)).not.toContain('Unmute');
  });

  test('is whatever is not well, worst first', () => {
    const states = ['up', 'unknown', 'degraded', 'failing', 'late', 'down', 'new', 'running', 'paused'] as const;
    const monitors = states.map((state) => monitor(`a ${state} one`, state, { since: now }));
    expect(attention(overview('down', monitors))).toEqual([
      'a down one: down since 14:40',
      'a late one: late since 14:40',
      'a failing one: failing since 14:40',
      'a degraded one: degraded since 14:40',
      'a unknown one: unknown since 14:40',
    ]);
  });

  test('does not include what is unknown only because there is no connection', () => {
    const monitors = [monitor('lan', 'down', { since: now }), ...many(20, 'unknown', { since: now })];
    expect(attention({ ...overview('down', monitors), connection: 'offline' })).toEqual(['lan: down since 14:40']);
  });

  test('has muted monitors last, and says that they are', () => {
    const muted = monitor('a', 'down', { since: now, muted: { until: null } });
    expect(attention(overview('down', [muted, monitor('b', 'degraded', { since: now - minute })]))).toEqual([
      'b: degraded since 14:39',
      'a: down since 14:40 (muted)',
    ]);
  });

  test('is ten at most, and the rest is counted; a click opens the list of all', () => {
    const of = overview('down', many(13, 'down', { since: now }));
    const { labels, did, choose } = menuOf(of);
    expect(labels.filter((label) => label?.includes('down since'))).toHaveLength(10);
    choose('And 3 more…');
    expect(did).toEqual(['overview down,late,failing,degraded,unknown']);
    const offline = menuOf({ ...of, connection: 'offline' });
    offline.choose('And 3 more…');
    expect(offline.did).toEqual(['overview down,late,failing,degraded']);
  });

  test('has its literal name, in one line of limited length', () => {
    const label = (name: string): string | undefined =>
      attention(overview('down', [monitor('a', 'down', { name, since: now })]))[0];
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

  test('can be muted for the weekend before it', () => {
    const friday = new Date(2026, 10, 20, 17, 30).getTime();
    const { did, choose } = menuOf(overview('up', many(2, 'up')), { nowMs: friday });
    choose('Until Monday, 09:00');
    expect(did).toEqual(['mute monday']);
  });

  test('nothing can be checked if there are only heartbeats', () => {
    const { entries } = menuOf(overview('up', many(2, 'up', { kind: 'heartbeat' })));
    expect(entries.find(({ label }) => label === 'Check all now')?.enabled).toBe(false);
  });

  test('a mute of everything can be ended, and shows when it ends', () => {
    const of = overview('up', many(2, 'up', { muted: { until: now } }));
    const { labels, did, choose } = menuOf(of, { mutes: [mute({ kind: 'all' }, now + 60 * minute)] });
    expect(labels).not.toContain('For 1 hour');
    choose('Unmute (until 15:40)');
    expect(did).toEqual(['unmute']);
  });

  test('individual mutes are ended together, and everything can still be muted', () => {
    const of = overview('up', [monitor('a', 'up', { muted: { until: now } }), monitor('b', 'up')]);
    const { labels } = menuOf(of, { mutes: [mute({ kind: 'monitor', monitorId: 'a' }, now + minute)] });
    expect(labels).toEqual(expect.arrayContaining(['Mute all', 'Unmute all (1)']));
  });

  test('paused monitors can be resumed: all of them, or those that were paused together', () => {
    const can = (of: Overview): readonly string[] =>
      menuOf(of)
        .entries.filter(({ label, enabled }) => /^(Pause|Resume) all$/.test(label ?? '') && enabled !== false)
        .flatMap(({ label }) => label ?? []);
    const paused = many(2, 'paused', { enabled: false });
    expect(can(overview('paused', paused))).toEqual(['Resume all']);
    const some = overview('up', [...paused, monitor('c', 'up')]);
    expect(can(some)).toEqual(['Pause all']);
    const together = { ...some, hasPausedTogether: true };
    expect(can(together)).toEqual(['Pause all', 'Resume all']);
    const { did, choose } = menuOf(together);
    choose('Resume all');
    choose('Pause all');
    expect(did).toEqual(['resume all', 'pause all']);
  });
});
