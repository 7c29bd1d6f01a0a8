import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { watchForUpdates, type FoundUpdate, type Updater } from '../../electron/main/updates.ts';
import { app, dialog, Notification } from '../support/fake-electron.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { tempDirectory } from '../support/temp-directory.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

beforeEach(() => {
  Notification.made.length = 0;
  Notification.supported = true;
  Notification.outcome = 'shows';
  dialog.asked.length = 0;
  dialog.answer = 0;
  app.removeAllListeners('browser-window-focus');
});

class FakeUpdater implements Updater {
  autoDownload = true;
  autoInstallOnAppQuit = false;
  logger: Updater['logger'] = null;
  latest = '0.2.0';
  isReachable = true;
  isBroken = false;
  looks = 0;
  downloads = 0;

  async checkForUpdates(): Promise<FoundUpdate | null> {
    this.looks += 1;
    if (!this.isReachable) throw new Error('net::ERR_INTERNET_DISCONNECTED');
    return { isUpdateAvailable: this.latest !== '0.1.0', updateInfo: { version: this.latest } };
  }
  async downloadUpdate(): Promise<readonly string[]> {
    this.downloads += 1;
    if (this.isBroken) throw new Error('sha512 checksum mismatch');
    return ['vigilmon.AppImage'];
  }
}

interface Setting {
  readonly isPackaged?: boolean;
  readonly isConfigured?: boolean;
}

function setup({ isPackaged = true, isConfigured = true }: Setting = {}) {
  const resourcesDirectory = tempDirectory(onTestFinished);
  if (isConfigured) writeFileSync(join(resourcesDirectory, 'app-update.yml'), 'provider: generic\n');
  const clock = manualClock();
  const logger = recordedLog();
  const updater = new FakeUpdater();
  const loadUpdater = async (): Promise<Updater> => updater;
  const stop = watchForUpdates({ isPackaged, resourcesDirectory, clock, logger, loadUpdater });
  return { clock, logger, updater, stop };
}

const titles = (): readonly string[] => Notification.made.map(({ title }) => title);

describe('looking', () => {
  test.each([{ isPackaged: false }, { isConfigured: false }])('a program with %o never does', async (setting) => {
    const { clock, updater } = setup(setting);
    await clock.advance(2 * dayMs);
    expect(updater.looks).toBe(0);
    expect(clock.pending()).toBe(0);
  });

  test('it begins a minute after the start, and goes on once a day', async () => {
    const { clock, updater } = setup();
    await clock.advance(minuteMs - 1);
    expect(updater.looks).toBe(0);
    await clock.advance(1);
    expect(updater.looks).toBe(1);
    await clock.advance(dayMs);
    expect(updater.looks).toBe(2);
  });

  test('without network it is tried again after an hour, and nobody is bothered', async () => {
    const { clock, updater, logger } = setup();
    updater.isReachable = false;
    await clock.advance(minuteMs);
    expect(logger.lines).toEqual(['warn: updates could not be looked for']);
    updater.isReachable = true;
    await clock.advance(60 * minuteMs);
    expect(updater.looks).toBe(2);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available']);
  });

  test('nothing is said where the program is the newest', async () => {
    const { clock, updater } = setup();
    updater.latest = '0.1.0';
    await clock.advance(dayMs);
    expect(titles()).toEqual([]);
  });

  test('it ends when the program does', async () => {
    const { clock, updater, stop } = setup();
    stop();
    await clock.advance(dayMs);
    expect(updater.looks).toBe(0);
    expect(clock.pending()).toBe(0);
  });
});

describe('an update that was found', () => {
  test('is told once, and neither asked about nor fetched until the user comes', async () => {
    const { clock, updater } = setup();
    await clock.advance(3 * dayMs);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available']);
    expect(dialog.asked).toEqual([]);
    expect(updater).toMatchObject({ autoDownload: false, downloads: 0 });
  });

  test('is fetched when the user agrees, to be installed when the program quits', async () => {
    const { clock, updater } = setup();
    await clock.advance(minuteMs);
    Notification.made[0]?.emit('click');
    await clock.advance(0);
    expect(dialog.asked.map(({ message }) => message)).toEqual(['Download Vigilmon 0.2.0?']);
    expect(updater).toMatchObject({ downloads: 1, autoInstallOnAppQuit: true });
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available', 'Vigilmon 0.2.0 is ready']);
  });

  test('is not fetched when the user declines, who is left alone until there is a newer one', async () => {
    const { clock, updater } = setup();
    dialog.answer = 1;
    await clock.advance(minuteMs);
    Notification.made[0]?.emit('click');
    await clock.advance(3 * dayMs);
    expect(updater.downloads).toBe(0);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available']);
    updater.latest = '0.3.0';
    await clock.advance(dayMs);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available', 'Vigilmon 0.3.0 is available']);
    expect(Notification.made[0]?.isClosed).toBe(true);
  });

  test('that could not be fetched is said so, and offered again', async () => {
    const { clock, updater, logger } = setup();
    updater.isBroken = true;
    await clock.advance(minuteMs);
    Notification.made[0]?.emit('click');
    await clock.advance(0);
    expect(titles().at(-1)).toBe('The update failed');
    expect(logger.lines).toEqual(['warn: an update could not be fetched']);
    await clock.advance(dayMs);
    expect(titles().at(-1)).toBe('Vigilmon 0.2.0 is available');
  });

  test.each(['unsupported', 'fails'] as const)(
    'is asked about in the window where a notification %s',
    async (outcome) => {
      if (outcome === 'unsupported') Notification.supported = false;
      else Notification.outcome = outcome;
      const { clock, updater } = setup();
      await clock.advance(minuteMs);
      expect(dialog.asked).toEqual([]);
      app.emit('browser-window-focus');
      await clock.advance(0);
      expect(updater.downloads).toBe(1);
      app.emit('browser-window-focus');
      expect(dialog.asked).toHaveLength(1);
    },
  );
});
