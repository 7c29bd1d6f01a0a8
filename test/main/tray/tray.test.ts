import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../../electron/contract/api.ts';
import { overallStates, type Overview } from '../../../electron/contract/model.ts';
import { fail, ok, type Result } from '../../../electron/contract/result.ts';
import { trayIconFile } from '../../../electron/main/tray/icon.ts';
import { openTray } from '../../../electron/main/tray/tray.ts';
import { Tray } from '../../support/fake-electron.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { monitor, overview } from './overviews.ts';

vi.mock('electron', () => import('../../support/fake-electron.ts'));

beforeEach(() => {
  Tray.made.length = 0;
});

/** An engine whose overview is what the test says, and whose events come when it says. */
function fakeSource(first: Overview) {
  const listeners = new Set<(event: EngineEvent) => void>();
  const answers: (() => Promise<Result<Overview>>)[] = [];
  return {
    listeners,
    answers,
    emit: (event: EngineEvent) => listeners.forEach((listener) => listener(event)),
    api: { overview: { get: () => answers.shift()?.() ?? Promise.resolve(ok(first)) } },
    on: (listener: (event: EngineEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function show(source: ReturnType<typeof fakeSource>, platform: NodeJS.Platform = 'linux') {
  const clock = manualClock();
  const logger = recordedLog();
  const opened: (string | undefined)[] = [];
  const actions = { open: (id?: string) => void opened.push(id), quit: () => undefined };
  const closing = openTray(source, { iconDirectory: '/icons', platform, clock, logger, actions });
  return { clock, logger, opened, closing };
}

function tray(): Tray {
  const [made] = Tray.made;
  if (made === undefined) throw new Error('there is no tray');
  return made;
}

const up = overview('up', [monitor('a', 'up')]);
const down = overview('down', [monitor('a', 'down')]);

function turnTo(source: ReturnType<typeof fakeSource>, to: Overview): void {
  for (const one of to.monitors) source.emit({ type: 'monitor', monitor: one });
  const { monitors: _, ...summary } = to;
  source.emit({ type: 'overview', overview: summary });
}

describe('what it shows', () => {
  test('from its first moment: icon, tooltip and a menu', async () => {
    await show(fakeSource(down)).closing;
    expect([tray().image, tray().tooltip]).toEqual(['/icons/tray/down.png', '1 down']);
    expect(
      tray()
        .entries()
        .map(({ label }) => label),
    ).toContain('Open Vigilmon');
  });

  test('changes with the state', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    turnTo(source, down);
    await clock.advance(500);
    expect([tray().image, tray().tooltip]).toEqual(['/icons/tray/down.png', '1 down']);
    turnTo(source, up);
    await clock.advance(500);
    expect([tray().image, tray().tooltip]).toEqual(['/icons/tray/up.png', '1 up']);
  });

  test('a menu is set anew after a change, and only then', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    expect(tray().menus).toHaveLength(1);
    source.emit({ type: 'rules' });
    turnTo(source, up);
    await clock.advance(5_000);
    expect(tray().menus).toHaveLength(1);
    turnTo(source, down);
    await clock.advance(500);
    expect(tray().menus).toHaveLength(2);
    expect(
      tray()
        .entries()
        .map(({ label }) => label),
    ).toContainEqual(expect.stringContaining('a: down since'));
  });

  test('a monitor that is gone is gone from the menu', async () => {
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

  test('a storm of changes is shown a few times a second, and its end always', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    await closing;
    for (let step = 0; step < 100; step += 1) {
      turnTo(source, step % 2 === 0 ? down : up);
      await clock.advance(10);
    }
    await clock.advance(500);
    expect(tray().menus.length).toBeLessThanOrEqual(6);
    expect(tray().image).toBe('/icons/tray/up.png');
  });

  test('an event that comes while the first overview is on its way is not lost', async () => {
    const source = fakeSource(down);
    source.answers.push(async () => {
      turnTo(source, down);
      return ok(up);
    });
    await show(source).closing;
    expect(tray().tooltip).toBe('1 down');
  });
});

describe('what it does', () => {
  test('a click opens the window, but on macOS the menu', async () => {
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

  test('it leaves the panel and the engine alone once closed', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source);
    (await closing)();
    expect([tray().isDestroyed(), source.listeners.size, clock.pending()]).toEqual([true, 0, 0]);
  });

  test('an overview that cannot be had is logged, and nothing false is shown', async () => {
    const source = fakeSource(up);
    source.answers.push(() => Promise.resolve(fail('internal', 'no')));
    const { closing, logger } = show(source);
    await closing;
    expect([Tray.made.length, logger.lines]).toEqual([0, ['error: the tray cannot show the state']]);
  });
});

describe('the pictures', () => {
  test('there is one for every state and system', () => {
    const icons = resolve(import.meta.dirname, '../../../build/icons');
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const files = overallStates.map((state) => trayIconFile(icons, state, platform));
      expect(files.filter((file) => !existsSync(file))).toEqual([]);
      expect(new Set(files).size).toBe(overallStates.length);
    }
    expect(existsSync(trayIconFile(icons, 'down', 'darwin').replace('.png', '@2x.png'))).toBe(true);
  });
});
