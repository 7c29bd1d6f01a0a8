import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { native } from '../../../electron/contract/channels/native.ts';
import { defaultsOf } from '../../../electron/contract/fields/defaults.ts';
import type { ChannelTrouble } from '../../../electron/contract/model/alert.ts';
import { fail, ok } from '../../../electron/contract/result.ts';
import { trayIconFile, trayPicture, trayPictures } from '../../../electron/main/tray/icon.ts';
import { Tray } from '../../support/fake-electron.ts';
import { matching } from '../../support/matching.ts';
import { monitor, overview } from './overviews.ts';
import { down, fakeSource, show, tray, turnTo, up } from './shown-tray.ts';

vi.mock('electron', () => import('../../support/fake-electron.ts'));

beforeEach(() => {
  Tray.made.length = 0;
});

function labels(): readonly (string | undefined)[] {
  return tray()
    .entries()
    .flatMap((entry) => [entry, ...(Array.isArray(entry.submenu) ? entry.submenu : [])])
    .map(({ label }) => label);
}

function canResume(): boolean {
  return (
    tray()
      .entries()
      .find(({ label }) => label === 'Resume all')?.enabled !== false
  );
}

describe('before there is an engine', () => {
  test('it is in the panel, has no state yet, and offers window and quit', async () => {
    const { closing, opened, did } = show(fakeSource(up));
    expect([tray().image, tray().tooltip]).toEqual(['/icons/tray/unknown.png', 'Vigilmon is starting']);
    expect(labels()).toEqual(['Vigilmon is starting', undefined, 'Open Vigilmon', undefined, 'Quit Vigilmon']);
    for (const { click } of tray().entries()) if (click !== undefined) Reflect.apply(click, undefined, []);
    expect([opened, did]).toEqual([[undefined], ['quit']]);
    await closing;
    expect(tray().tooltip).toBe('Vigilmon: 1 up');
  });
});

describe('contents', () => {
  test('icon, tooltip and menu are there from the first moment', async () => {
    await show(fakeSource(down)).closing;
    expect([tray().image, tray().tooltip]).toEqual(['/icons/tray/down.png', matching(/^Vigilmon: a down since /)]);
    expect(labels()).toContain('Open Vigilmon');
  });

  test('follow the state', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    turnTo(source, down);
    await clock.advance(500);
    expect([tray().image, tray().tooltip]).toEqual(['/icons/tray/down.png', matching(/^Vigilmon: a down since /)]);
    turnTo(source, up);
    await clock.advance(500);
    expect([tray().image, tray().tooltip]).toEqual(['/icons/tray/up.png', 'Vigilmon: 1 up']);
  });

  test('the menu is set again after a change, and only then', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    const before = tray().menus.length;
    source.emit({ type: 'rules' });
    turnTo(source, up);
    await clock.advance(5_000);
    expect(tray().menus).toHaveLength(before);
    turnTo(source, down);
    await clock.advance(500);
    expect(tray().menus).toHaveLength(before + 1);
    expect(labels()).toContainEqual(expect.stringContaining('a: down since'));
  });

  test('a deleted monitor is removed from the menu', async () => {
    const source = fakeSource(down);
    const { closing, clock } = show(source);
    await closing;
    source.emit({ type: 'monitorRemoved', monitorId: 'a' });
    source.emit({ type: 'overview', overview: overview('empty', []) });
    await clock.advance(500);
    expect(tray().image).toBe('/icons/tray/empty.png');
    expect(
      tray()
        .entries()
        .some(({ label }) => label?.includes('down') === true),
    ).toBe(false);
  });

  test('without a connection, monitors are not shown as up', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    turnTo(source, { ...up, state: 'unknown', connection: 'offline' });
    await clock.advance(500);
    expect([tray().image, tray().tooltip]).toEqual([
      '/icons/tray/offline.png',
      'Vigilmon: No internet connection: 1 up',
    ]);
    turnTo(source, { ...down, connection: 'portal' });
    await clock.advance(500);
    expect([tray().image, tray().tooltip]).toEqual([
      '/icons/tray/down.png',
      'Vigilmon: This network requires a login: 1 down',
    ]);
  });

  test('setting and ending a mute changes the menu', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    const until = clock.now() + 3_600_000;
    source.mutes.push({ id: 1, scope: { kind: 'all' }, until, createdAt: clock.now(), source: 'hand' });
    source.emit({ type: 'mutes' });
    await clock.advance(500);
    expect(labels()).toContainEqual(expect.stringMatching(/^Unmute \(until \d\d:\d\d\)$/));
    source.mutes.length = 0;
    source.emit({ type: 'mutes' });
    await clock.advance(500);
    expect(labels()).toContain('For 1 hour');
  });

  test('a channel that stops delivering is named until it delivers again', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    const turnSlack = async (trouble: ChannelTrouble | null): Promise<void> => {
      const never = { lastSuccessAt: null, lastErrorAt: null, lastError: null, lastErrorAnswer: null };
      const health = { ...never, failures: 0, failingSince: null, trouble, broken: false };
      const identity = { id: 'slack', name: 'Slack', enabled: true, source: 'hand' } as const;
      source.channels.splice(0, 1, { ...identity, ...defaultsOf(native.fields), kind: 'native', health });
      source.emit({ type: 'channels' });
      await clock.advance(500);
    };
    await turnSlack('silent');
    expect(labels()).toContain('Not delivering: Slack');
    await turnSlack(null);
    expect(labels()).not.toContain('Not delivering: Slack');
    const { menus } = tray();
    const before = menus.length;
    await turnSlack(null);
    expect(menus.length).toBe(before);
  });

  test('resuming is offered while one of the monitors paused together is still paused', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    expect(canResume()).toBe(false);
    const some = overview('up', [monitor('a', 'up'), monitor('b', 'paused', { enabled: false })]);
    turnTo(source, { ...some, hasPausedTogether: true });
    await clock.advance(500);
    expect(canResume()).toBe(true);
  });

  test("yesterday's outages show their day after midnight", async () => {
    const source = fakeSource(down);
    const { closing, clock } = show(source);
    await closing;
    turnTo(source, overview('down', [monitor('a', 'down', { since: clock.now() })]));
    await clock.advance(500);
    expect(labels()).toContainEqual(expect.stringMatching(/^a: down since \d\d:\d\d$/));
    clock.set(clock.now() + 86_400_000);
    await clock.advance(600_000);
    expect(labels()).toContainEqual(expect.stringMatching(/^a: down since \d+ Jan, \d\d:\d\d$/));
  });

  test('a burst of changes is shown a few times a second, and its end always', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    for (let step = 0; step < 100; step += 1) {
      turnTo(source, step % 2 === 0 ? down : up);
      await clock.advance(10);
    }
    await clock.advance(500);
    expect(tray().menus.length).toBeLessThanOrEqual(7);
    expect(tray().image).toBe('/icons/tray/up.png');
  });

  test('an event during the first fetch of the overview is not lost', async () => {
    const source = fakeSource(down);
    source.answers.push(async () => {
      turnTo(source, down);
      return ok(up);
    });
    await show(source).closing;
    expect(tray().tooltip).toEqual(matching(/^Vigilmon: a down since /));
  });
});

describe('behaviour', () => {
  test('a click opens the window, or on macOS the menu', async () => {
    const linux = show(fakeSource(up));
    await linux.closing;
    tray().emit('click');
    expect(linux.opened).toEqual([undefined]);
    Tray.made.length = 0;
    const mac = show(fakeSource(up), 'darwin');
    await mac.closing;
    tray().emit('click');
    expect(mac.opened).toEqual([]);
  });

  test('a panel that comes later gets an icon that shows what the first one showed', async () => {
    const source = fakeSource(down);
    const { closing, opened, shown } = show(source);
    await closing;
    const [first] = Tray.made;
    shown.offerAgain();
    expect([first?.isDestroyed(), Tray.made.length]).toEqual([true, 2]);
    expect([tray().image, tray().tooltip]).toEqual(['/icons/tray/down.png', first?.tooltip]);
    expect(tray().entries()).toEqual(first?.entries());
    tray().emit('click');
    expect(opened).toEqual([undefined]);
  });

  test('it releases the panel and the engine once closed', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    (await closing)();
    expect([tray().isDestroyed(), source.listeners.size, clock.pending()]).toEqual([true, 0, 0]);
  });

  test('a failure to load the overview is logged, and nothing wrong is shown', async () => {
    const source = fakeSource(up);
    source.answers.push(() => Promise.resolve(fail('internal', 'no')));
    const { closing, logger } = show(source);
    await closing;
    expect([tray().image, tray().tooltip]).toEqual(['/icons/tray/unknown.png', 'Monitor status is not available']);
    expect(logger.lines).toEqual(['error: the tray cannot show the state']);
  });
});

describe('the pictures', () => {
  test.each([
    ['everything is muted', 'muted', [monitor('a', 'up', { muted: { until: null } })]],
    ['everything is muted and something is down', 'muted-down', [monitor('a', 'down', { muted: { until: null } })]],
    ['everything is paused', 'paused', [monitor('a', 'paused')]],
    ['the rest is muted', 'muted', [monitor('a', 'paused'), monitor('b', 'up', { muted: { until: null } })]],
  ] as const)('tell apart that %s', (_, picture, monitors) => {
    expect(trayPicture(overview('paused', monitors))).toBe(picture);
  });

  test('exist for every state and system', () => {
    const icons = resolve(import.meta.dirname, '../../../build/icons');
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const files = trayPictures.map((state) => trayIconFile(icons, state, platform));
      expect(files.filter((file) => !existsSync(file))).toEqual([]);
      expect(new Set(files).size).toBe(trayPictures.length);
    }
    expect(existsSync(trayIconFile(icons, 'down', 'darwin').replace('.png', '@2x.png'))).toBe(true);
  });
});

describe('the count on macOS', () => {
  test('is the number of monitors that are down and not muted, and gone with the last', async () => {
    const muted = { ...monitor('c', 'down'), muted: { until: 1 } };
    const source = fakeSource(overview('down', [monitor('a', 'down'), monitor('b', 'down'), muted]));
    const { closing, clock } = show(source, 'darwin');
    await closing;
    expect(tray().title).toBe('2');
    turnTo(source, overview('up', [monitor('a', 'up'), monitor('b', 'up'), muted]));
    await clock.advance(500);
    expect(tray().title).toBe('');
  });

  test('is on no other system', async () => {
    await show(fakeSource(down), 'linux').closing;
    expect(tray().title).toBe('');
  });
});
