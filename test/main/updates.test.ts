import { beforeEach, describe, expect, test, vi } from 'vitest';
import { app, dialog, Notification } from '../support/fake-electron.ts';
import { dayMs, forgetElectron, minuteMs, setup, titles } from './updates-rig.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(forgetElectron);

describe('checking', () => {
  test.each([{ isPackaged: false }, { isConfigured: false }])('a program with %o never checks', async (setting) => {
    const { clock, updater, checkNow } = setup(setting);
    expect(checkNow).toBeNull();
    await clock.advance(2 * dayMs);
    expect(updater.looks).toBe(0);
    expect(clock.pending()).toBe(0);
  });

  test('starts a minute after the program, and repeats once a day', async () => {
    const { clock, updater } = setup();
    await clock.advance(minuteMs - 1);
    expect(updater.looks).toBe(0);
    await clock.advance(1);
    expect(updater.looks).toBe(1);
    await clock.advance(dayMs);
    expect(updater.looks).toBe(2);
  });

  test('is retried after an hour without network, and nobody is notified', async () => {
    const { clock, updater, logger } = setup();
    updater.isReachable = false;
    await clock.advance(minuteMs);
    expect(logger.lines).toEqual(['warn: updates could not be looked for']);
    updater.isReachable = true;
    await clock.advance(60 * minuteMs);
    expect(updater.looks).toBe(2);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available']);
  });

  test('reports nothing if the program is up to date', async () => {
    const { clock, updater } = setup();
    updater.latest = '0.1.0';
    await clock.advance(dayMs);
    expect(titles()).toEqual([]);
  });

  test('stops while the settings say so, and resumes a minute after they no longer do', async () => {
    const { clock, updater, settings } = setup();
    settings.set(false);
    await clock.advance(3 * dayMs);
    expect(updater.looks).toBe(0);
    settings.set(true);
    settings.set(true);
    await clock.advance(minuteMs);
    expect(updater.looks).toBe(1);
    await clock.advance(dayMs);
    expect(updater.looks).toBe(2);
  });

  test('is not brought forward by a change of another setting', async () => {
    const { clock, updater, settings } = setup();
    await clock.advance(minuteMs);
    settings.set(true);
    await clock.advance(dayMs - 1);
    expect(updater.looks).toBe(1);
  });

  test('ends with the program', async () => {
    const { clock, updater, stop } = setup();
    stop();
    await clock.advance(dayMs);
    expect(updater.looks).toBe(0);
    expect(clock.pending()).toBe(0);
  });
});

describe('an available update', () => {
  test('is reported once, and neither offered nor downloaded until the user responds', async () => {
    const { clock, updater } = setup();
    await clock.advance(3 * dayMs);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available']);
    expect(dialog.asked).toEqual([]);
    expect(updater).toMatchObject({ autoDownload: false, downloads: 0 });
  });

  test('is downloaded when the user agrees, and installed when the program quits', async () => {
    const { clock, updater } = setup();
    await clock.advance(minuteMs);
    Notification.made[0]?.emit('click');
    await clock.advance(0);
    expect(dialog.asked.map(({ message }) => message)).toEqual(['Download Vigilmon 0.2.0?']);
    expect(updater).toMatchObject({ downloads: 1, autoInstallOnAppQuit: true });
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available', 'Vigilmon 0.2.0 is ready']);
  });

  test('is not downloaded when the user declines, and not offered again until there is a newer one', async () => {
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

  test('whose download fails is reported, and offered again', async () => {
    const { clock, updater, logger } = setup();
    updater.isBroken = true;
    await clock.advance(minuteMs);
    Notification.made[0]?.emit('click');
    await clock.advance(0);
    expect(titles().at(-1)).toBe('Update failed');
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

describe('checking by hand', () => {
  test('reports that the program is up to date, whatever the settings say', async () => {
    const { ask, updater, settings } = setup();
    settings.set(false);
    updater.latest = '0.1.0';
    await ask();
    expect(titles()).toEqual(['Vigilmon is up to date']);
    await ask();
    expect(titles()).toHaveLength(2);
  });

  test('asks at once, and downloads if the user agrees', async () => {
    const { ask, updater } = setup();
    await ask();
    expect(dialog.asked.map(({ message }) => message)).toEqual(['Download Vigilmon 0.2.0?']);
    expect(updater.downloads).toBe(1);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is ready']);
  });

  test('replaces the pending offer, and offers again what was declined', async () => {
    const { ask, clock, updater } = setup();
    dialog.answer = 1;
    await clock.advance(minuteMs);
    await ask();
    await ask();
    expect(Notification.made[0]?.isClosed).toBe(true);
    expect(dialog.asked).toHaveLength(2);
    await clock.advance(dayMs);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available']);
    expect(updater.downloads).toBe(0);
  });

  test('asks one question, however often it is clicked', async () => {
    const { ask, checkNow } = setup();
    checkNow?.();
    checkNow?.();
    await ask();
    expect(dialog.asked).toHaveLength(1);
  });

  test('downloads nothing twice: it reports what is in progress or ready', async () => {
    const { ask, clock, updater } = setup();
    const download = updater.hold();
    await ask();
    await ask();
    expect(titles()).toEqual(['Downloading Vigilmon 0.2.0']);
    download();
    await clock.advance(0);
    await ask();
    expect(titles().slice(1)).toEqual(['Vigilmon 0.2.0 is ready', 'Vigilmon 0.2.0 is ready']);
    await clock.advance(2 * dayMs);
    expect([updater.downloads, dialog.asked.length, titles().length]).toEqual([1, 1, 3]);
  });

  test('responds without network too', async () => {
    const { ask, updater, logger } = setup();
    updater.isReachable = false;
    await ask();
    expect(titles()).toEqual(['Could not check for updates']);
    expect(logger.lines).toEqual(['warn: updates could not be looked for']);
  });

  test.each(['ERR_UPDATER_CHANNEL_FILE_NOT_FOUND', 'ERR_UPDATER_INVALID_UPDATE_INFO', 'HTTP_ERROR_503'])(
    'does not blame the network where something else answers: %s',
    async (code) => {
      const { ask, updater } = setup();
      await ask();
      updater.answerCode = code;
      await ask();
      updater.answerCode = null;
      updater.isReachable = false;
      await ask();
      const [unreadable, unreachable] = Notification.made.slice(-2).map(({ body }) => body);
      expect(unreadable).toContain('unexpected response');
      expect(unreachable).toContain('online?');
    },
  );

  test('says so if this installation is updated in another way', async () => {
    const { ask, updater } = setup();
    updater.isUpdatable = false;
    await ask();
    expect(titles()).toEqual(['This installation does not update itself']);
  });

  test.each(['unsupported', 'fails'] as const)('responds with a dialog instead (notification: %s)', async (outcome) => {
    if (outcome === 'unsupported') Notification.supported = false;
    else Notification.outcome = outcome;
    const { ask, updater } = setup();
    updater.latest = '0.1.0';
    await ask();
    expect(dialog.asked.map(({ message }) => message)).toEqual(['Vigilmon is up to date']);
  });
});
