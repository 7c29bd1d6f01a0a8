/**
 * A desktop for the application: the test's own session bus, panel and notification daemon, on the display that the
 * test was started with. Every test gets a fresh one, with an empty data directory.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from 'playwright/test';
import { findElectron } from '../../../build/electron-binary.ts';
import { trayPictures, type TrayPicture } from '../../../electron/main/tray/icon.ts';
import { tray as trayWords } from '../../../electron/engine/wording/en/tray.ts';
import { openNotificationDaemon, type NotificationDaemon } from '../../support/notification-daemon.ts';
import { end, openSessionBus } from '../../support/session-bus.ts';
import {
  openStatusNotifierWatcher,
  type StatusNotifierWatcher,
  type TrayItem,
} from '../../support/status-notifier-watcher.ts';
import { test as base } from '../fixtures.ts';

const root = resolve(import.meta.dirname, '../../..');
/** Where tests leave pictures to look at. */
export const picturesDirectory = join(root, 'test-results/electron-pictures');

export interface Desktop {
  readonly dataDirectory: string;
  readonly binary: string;
  /** The environment of every program on this desktop. */
  readonly env: Record<string, string>;
  readonly notifications: NotificationDaemon;
  readonly panel: StatusNotifierWatcher;
  /** Starts a panel after the first one has been closed. */
  readonly openPanel: () => Promise<StatusNotifierWatcher>;
  /** Starts another notification daemon, after the first has been closed. */
  readonly openNotifications: () => Promise<NotificationDaemon>;
  /** Arguments that the application is started with, besides `options`. */
  readonly args: readonly string[];
  /** Starts the application, and resolves when it is in the tray. */
  readonly start: (...options: readonly string[]) => Promise<Started>;
  /** Starts it on a desktop without a panel. */
  readonly startWithoutTray: (...options: readonly string[]) => Promise<Omit<Started, 'tray'>>;
  /** Starts it as users do: without the debugger with which tests inspect it, and which changes how it quits. */
  readonly startAlone: (...options: readonly string[]) => Promise<StartedAlone>;
  /** Starts it by a command from elsewhere: a desktop entry, a package. */
  readonly startBy: (program: string, ...args: readonly string[]) => Promise<StartedAlone>;
}

interface StartedAlone {
  readonly process: ChildProcess;
  readonly tray: TrayItem;
}

export interface Started {
  readonly app: ElectronApplication;
  readonly tray: TrayItem;
  /** What the page has reported so far: errors, and whatever its content security policy blocked. */
  readonly complaints: readonly string[];
}

export const test = base.extend<{ desktop: Desktop }>({
  desktop: async ({ directory }, use) => {
    const binary = findElectron();
    if (binary === null) throw new Error('no Electron binary');
    const dataDirectory = join(directory, 'data');
    const bus = await openSessionBus();
    const env = { ...definedIn(process.env), DBUS_SESSION_BUS_ADDRESS: bus.address };
    const openPanel = (): Promise<StatusNotifierWatcher> => openStatusNotifierWatcher(bus.connection);
    const panel = await openPanel();
    const daemons: NotificationDaemon[] = [];
    const openNotifications = async (): Promise<NotificationDaemon> => {
      const daemon = await openNotificationDaemon(bus, env);
      daemons.push(daemon);
      return daemon;
    };
    const notifications = await openNotifications();
    const args = [root, '--data', dataDirectory, '--port', '0'];
    const running: ChildProcess[] = [];
    const startWithoutTray = async (...options: readonly string[]): Promise<Omit<Started, 'tray'>> => {
      const app = await _electron.launch({ executablePath: binary, args: [...args, ...options], env, cwd: root });
      running.push(app.process());
      const complaints: string[] = [];
      app.on('window', (page) => {
        page.on('pageerror', ({ message }) => complaints.push(message));
        page.on('console', (message) => {
          if (message.type() === 'error') complaints.push(message.text());
        });
      });
      return { app, complaints };
    };
    const start = async (...options: readonly string[]): Promise<Started> => {
      const item = panel.nextItem();
      const started = await startWithoutTray(...options);
      return { ...started, tray: await item };
    };
    const startBy = async (program: string, ...given: readonly string[]): Promise<StartedAlone> => {
      const item = panel.nextItem();
      const process = spawn(program, given, { env, cwd: root, stdio: 'ignore' });
      running.push(process);
      return { process, tray: await item };
    };
    const startAlone = (...options: readonly string[]): Promise<StartedAlone> => startBy(binary, ...args, ...options);
    await use({
      dataDirectory,
      binary,
      env,
      notifications,
      openNotifications,
      panel,
      openPanel,
      args,
      start,
      startWithoutTray,
      startAlone,
      startBy,
    });
    await Promise.all(running.map((process) => end(process, 'SIGKILL')));
    await Promise.all(daemons.map((daemon) => daemon.close()));
    await bus.close();
  },
});

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/**
 * Chooses the menu entry that opens the window, as a user would, and resolves when the window is there. It waits for
 * the start to finish: the menu changes then, and a click on an entry of the old one is lost.
 */
export async function openFromTray({ app, tray }: Started): Promise<Page> {
  await expect.poll(() => tray.tooltip()).not.toBe(trayWords.starting);
  const [known] = app.windows();
  const opened = known ?? app.waitForEvent('window');
  await tray.choose('Open Vigilmon');
  const page = await opened;
  await page.waitForLoadState('domcontentloaded');
  return page;
}

/** As its close button does. */
export function closeWindow({ app }: Pick<Started, 'app'>): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

/** Whether the window is on the screen. While Electron is still loading, the class may have no methods. */
export function isShown({ app }: Pick<Started, 'app'>): Promise<boolean> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      'getAllWindows' in BrowserWindow && BrowserWindow.getAllWindows().some((window) => window.isVisible()),
  );
}

/** The name of the picture in build/icons/tray that the panel shows; null: none of them. */
export async function pictureInPanel({ app, tray }: Started): Promise<TrayPicture | null> {
  const { width, pixels } = await tray.picture();
  for (const name of trayPictures) {
    const file = resolve(root, 'build/icons/tray', `${name}.png`);
    const expected = await app.evaluate(({ nativeImage }, path) => {
      const image = nativeImage.createFromPath(path);
      return { width: image.getSize().width, bgra: image.toBitmap().toString('base64') };
    }, file);
    if (expected.width === width && isSame(pixels, Buffer.from(expected.bgra, 'base64'))) return name;
  }
  return null;
}

/** The positions of opaque pixels; edges may be rounded differently on the way. */
function isSame(rgba: Uint8Array, bgra: Uint8Array): boolean {
  if (rgba.length !== bgra.length) return false;
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    const [b = 0, g = 0, r = 0, a = 0] = bgra.subarray(at, at + 4);
    if (Math.abs(alpha - a) > 2) return false;
    if (alpha > 250 && Math.max(Math.abs(red - r), Math.abs(green - g), Math.abs(blue - b)) > 4) return false;
  }
  return true;
}
