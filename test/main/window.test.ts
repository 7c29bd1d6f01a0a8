import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { app, BrowserWindow, screen } from '../support/fake-electron.ts';
import { openedWindow, windowUnderTest } from './open-window.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(() => {
  app.removeAllListeners();
  BrowserWindow.made.length = 0;
  screen.workAreas = [{ x: 0, y: 0, width: 1600, height: 1000 }];
});

describe('opening', () => {
  test('no window is created before the first opening, and one window serves all', () => {
    const { window } = windowUnderTest();
    expect([window.current(), BrowserWindow.made.length]).toEqual([null, 0]);
    window.open();
    window.open({ view: 'monitor', id: 'shop-api' });
    expect(BrowserWindow.made).toHaveLength(1);
  });

  test('it is shown once its page has been drawn', () => {
    const { window, made } = windowUnderTest();
    window.open();
    expect(made().isVisible()).toBe(false);
    made().emit('ready-to-show');
    expect(made().isVisible()).toBe(true);
  });

  test('it opens at a monitor, and later at another without being recreated', () => {
    const { window, made } = windowUnderTest();
    window.open({ view: 'monitor', id: 'shop-api' });
    expect(made().webContents.url).toBe('app://vigilmon/index.html#/monitors/shop-api');
    window.open({ view: 'monitor', id: 'mailer' });
    expect(made().webContents.url).toBe('app://vigilmon/index.html#/monitors/mailer');
    window.open();
    expect(made().webContents.url).toBe('app://vigilmon/index.html#/monitors/mailer');
  });

  test('it opens at the form for a new monitor, at the settings and at the monitors in some states', () => {
    const { window, made } = openedWindow();
    window.open({ view: 'new-monitor' });
    expect(made().webContents.url).toBe('app://vigilmon/index.html#/new');
    window.open({ view: 'settings' });
    expect(made().webContents.url).toBe('app://vigilmon/index.html#/settings');
    window.open({ view: 'overview', states: ['down', 'late'] });
    expect(made().webContents.url).toBe('app://vigilmon/index.html#/overview?search=is%3Adown+is%3Alate');
  });

  test('a minimized window is restored', () => {
    const { window, made } = openedWindow();
    made().minimize();
    window.open();
    expect([made().isMinimized(), made().isVisible()]).toEqual([false, true]);
  });

  test('its page has no Node, its own context, the sandbox, and no developer tools in the packaged program', () => {
    expect(openedWindow().made().options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
    });
  });
});

describe('closing', () => {
  test('hides it, and it comes back as it was', () => {
    const { window, made, puttingsAway } = openedWindow();
    expect(made().clickClose()).toBe(false);
    expect([made().isVisible(), puttingsAway()]).toEqual([false, 1]);
    window.open();
    expect([made().isVisible(), BrowserWindow.made.length]).toEqual([true, 1]);
  });

  test('quits where the user wants it to, which may still be refused: the window stays', () => {
    const { made, closing, puttingsAway } = openedWindow();
    closing.keepsRunning = false;
    expect(made().clickClose()).toBe(false);
    expect([closing.quits, made().isVisible(), puttingsAway()]).toEqual([1, true, 0]);
  });

  test('closes it once the program quits', () => {
    const { window, made, puttingsAway } = openedWindow();
    app.emit('before-quit');
    expect([made().clickClose(), puttingsAway()]).toEqual([true, 0]);
    expect(window.current()).toBeNull();
  });
});

describe('unloading, before quitting', () => {
  test('ends the page and remembers the position', async () => {
    const first = openedWindow();
    first.made().bounds = { x: 60, y: 40, width: 900, height: 600 };
    expect(await first.window.unload()).toBe(true);
    expect(first.window.current()).toBeNull();
    expect(openedWindow(first.dataDirectory).made().bounds).toEqual({ x: 60, y: 40, width: 900, height: 600 });
  });

  test('changes nothing while the page holds unsaved changes', async () => {
    const { window, made, clock } = openedWindow();
    made().page = 'has unsaved changes';
    expect(await window.unload()).toBe(false);
    expect([window.current() === null, made().isVisible(), clock.pending()]).toEqual([false, true, 0]);
    expect([made().clickClose(), made().isVisible()]).toEqual([false, false]);
  });

  test('does not wait for a page that hangs', async () => {
    const { window, made, clock } = openedWindow();
    made().page = 'hangs';
    const unloading = window.unload();
    await clock.advance(2_000);
    expect(await unloading).toBe(true);
  });

  test('needs no window', async () => {
    expect(await windowUnderTest().window.unload()).toBe(true);
  });
});

describe('without a tray', () => {
  function withoutTray() {
    const under = openedWindow();
    under.desktop.hasTray = false;
    return under;
  }

  test('closing minimizes it', () => {
    const { made, puttingsAway } = withoutTray();
    expect(made().clickClose()).toBe(false);
    expect([made().isVisible(), made().isMinimized(), puttingsAway()]).toEqual([true, true, 1]);
  });

  test('it goes into the tray once there is one', () => {
    const { window, made } = withoutTray();
    made().clickClose();
    window.returnToTray();
    expect(made().isVisible()).toBe(false);
  });

  test('one that was opened since stays on the screen when a tray appears', () => {
    const { window, made } = withoutTray();
    made().clickClose();
    made().restore();
    window.returnToTray();
    expect(made().isVisible()).toBe(true);
  });

  test('a hidden one comes into the taskbar, and so does one that was never opened', () => {
    const hidden = openedWindow();
    hidden.made().clickClose();
    hidden.window.putInTaskbar();
    expect([hidden.made().isVisible(), hidden.made().isMinimized()]).toEqual([true, true]);
    const fresh = windowUnderTest();
    fresh.window.putInTaskbar();
    fresh.made().emit('ready-to-show');
    expect([fresh.made().isVisible(), fresh.made().isMinimized()]).toEqual([true, true]);
    fresh.window.open();
    expect(fresh.made().isMinimized()).toBe(false);
  });

  test('one that is on the screen stays as it is', () => {
    const { window, made } = withoutTray();
    window.putInTaskbar();
    expect(made().isMinimized()).toBe(false);
  });
});

describe('its position', () => {
  test('is remembered from closing to the next start', () => {
    const first = openedWindow();
    first.made().bounds = { x: 60, y: 40, width: 900, height: 600 };
    first.made().clickClose();
    expect(openedWindow(first.dataDirectory).made().bounds).toEqual({ x: 60, y: 40, width: 900, height: 600 });
  });

  test('is remembered on quitting while open, including whether it is maximized', () => {
    const first = openedWindow();
    first.made().bounds = { x: 10, y: 20, width: 800, height: 500 };
    first.made().maximize();
    app.emit('before-quit');
    const second = openedWindow(first.dataDirectory);
    expect([second.made().bounds, second.made().isMaximized()]).toEqual([
      { x: 10, y: 20, width: 800, height: 500 },
      true,
    ]);
  });

  test('on a screen that no longer exists is replaced by the middle', () => {
    const first = openedWindow();
    first.made().bounds = { x: 2000, y: 100, width: 900, height: 600 };
    first.made().clickClose();
    const { options } = openedWindow(first.dataDirectory).made();
    expect([options.x, options.y, options.width, options.height]).toEqual([undefined, undefined, 900, 600]);
  });

  test('a failed write is logged and does not prevent closing', () => {
    const { made, log } = openedWindow('/nonexistent/vigilmon');
    made().clickClose();
    expect([made().isVisible(), log.lines]).toEqual([false, ['warn: the place of the window could not be kept']]);
  });

  test('is in one private file', () => {
    const { made, dataDirectory } = openedWindow();
    made().clickClose();
    const kept: unknown = JSON.parse(readFileSync(join(dataDirectory, 'window.json'), 'utf8'));
    expect(kept).toEqual({ ...made().bounds, isMaximized: false });
  });
});

describe('a page that crashes', () => {
  const crash = { reason: 'crashed', exitCode: 139 };

  test('is reloaded', () => {
    const { made } = openedWindow();
    made().webContents.emit('render-process-gone', {}, crash);
    expect(made().webContents.reloads).toBe(1);
  });

  test('over and over is no longer reloaded, until it has held for a while', async () => {
    const { made, clock } = openedWindow();
    const { webContents } = made();
    webContents.emit('render-process-gone', {}, crash);
    webContents.emit('render-process-gone', {}, crash);
    expect(webContents.reloads).toBe(1);
    await clock.advance(60_000);
    webContents.emit('render-process-gone', {}, crash);
    expect(webContents.reloads).toBe(2);
  });

  test('is not mistaken for one that ends with the program', () => {
    const { made } = openedWindow();
    made().webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(made().webContents.reloads).toBe(0);
  });
});
