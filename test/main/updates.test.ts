import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EngineEvent } from '../../electron/contract/events.ts';
import type { Settings, UpdateStatus } from '../../electron/contract/model/program.ts';
import type { Notice } from '../../electron/contract/notices.ts';
import { ok } from '../../electron/contract/result.ts';
import { speechFor } from '../../electron/engine/wording/languages.ts';
import type { FoundUpdate, Updater } from '../../electron/main/updater.ts';
import { openUpdates, type UpdatesEngine } from '../../electron/main/updates.ts';
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
  /** The error that occurs instead, if any. */
  answerCode: string | null = null;
  /** The kind of installation. */
  isUpdatable = true;
  isBroken = false;
  notes: FoundUpdate['updateInfo']['releaseNotes'] = undefined;
  readonly installations: string[] = [];
  looks = 0;
  downloads = 0;
  #download: Promise<void> = Promise.resolve();

  /** Downloads take until the returned function is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.#download = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  }

  async checkForUpdates(): Promise<FoundUpdate | null> {
    this.looks += 1;
    if (!this.isReachable) throw new Error('net::ERR_INTERNET_DISCONNECTED');
    if (this.answerCode !== null) throw Object.assign(new Error('not what was asked for'), { code: this.answerCode });
    if (!this.isUpdatable) return null;
    const updateInfo = { version: this.latest, releaseNotes: this.notes };
    return { isUpdateAvailable: this.latest !== '0.1.0', updateInfo };
  }
  quitAndInstall(isSilent: boolean, startsAgain: boolean): void {
    this.installations.push(`${isSilent ? 'silent' : 'asking'}, ${startsAgain ? 'starts again' : 'ends'}`);
  }
  async downloadUpdate(): Promise<readonly string[]> {
    this.downloads += 1;
    await this.#download;
    if (this.isBroken) throw new Error('sha512 checksum mismatch');
    return ['vigilmon.AppImage'];
  }
}

/** An engine with this one setting, which keeps the notices. */
class FakeEngine implements UpdatesEngine {
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  #settings: Settings = {
    theme: 'system',
    rawDays: 7,
    historyDays: 400,
    maxConcurrent: 64,
    maxPerHost: 4,
    anchors: [],
    stretchOnBattery: false,
    groupWait: 10_000,
    flapAfter: 6,
    createFromPings: false,
    digest: null,
    checkForUpdates: true,
  };
  readonly api = { settings: { get: async () => ok(this.#settings) } };

  readonly notices: (Notice | null)[] = [];

  /** Of the host's settings, as a window has them: it reads them when they are announced. */
  announced = 0;

  reportNotice(_topic: string, notice: Notice | null): void {
    this.notices.push(notice);
  }
  announceHost(): void {
    this.announced += 1;
  }
  on(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  set(checkForUpdates: boolean): void {
    this.#settings = { ...this.#settings, checkForUpdates };
    for (const listener of this.#listeners) listener({ type: 'settings', settings: this.#settings });
  }
}

interface Setting {
  readonly isPackaged?: boolean;
  readonly isConfigured?: boolean;
  /** As in a deb or rpm. */
  readonly isManaged?: boolean;
}

function setup({ isPackaged = true, isConfigured = true, isManaged = false }: Setting = {}) {
  const resourcesDirectory = tempDirectory(onTestFinished);
  if (isConfigured) writeFileSync(join(resourcesDirectory, 'app-update.yml'), 'provider: generic\n');
  if (isManaged) writeFileSync(join(resourcesDirectory, 'package-type'), 'deb');
  const clock = manualClock();
  const logger = recordedLog();
  const updater = new FakeUpdater();
  const loadUpdater = async (): Promise<Updater> => updater;
  const settings = new FakeEngine();
  const quitting = { isAgreed: true };
  const { checkNow, controls, installAtEnd, start } = openUpdates({
    isPackaged,
    resourcesDirectory,
    clock,
    logger,
    speech: speechFor('en'),
    loadUpdater,
    quit: async () => quitting.isAgreed,
  });
  const stop = start(settings);
  /** The tray menu's entry is chosen. */
  const ask = async (): Promise<void> => {
    checkNow?.();
    await clock.advance(0);
  };
  return { clock, logger, updater, settings, start, stop, checkNow, ask, controls, installAtEnd, quitting };
}

const titles = (): readonly string[] => Notification.made.map(({ title }) => title);

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

describe('the window', () => {
  const codes = ({ notices }: FakeEngine): readonly unknown[] => notices.map((notice) => notice?.code ?? null);

  test('shows how it goes: a check, what is new, the download, and what waits to be installed', async () => {
    const { clock, updater, controls, settings } = setup();
    updater.notes = 'Faster\u001b start\n- and less memory';
    expect(controls?.read()).toEqual({ status: { is: 'unchecked' }, installsItself: true });
    const checking = controls?.check();
    expect(controls?.read().status).toEqual({ is: 'checking' });
    await checking;
    const release = { version: '0.2.0', notes: 'Faster  start\n- and less memory' };
    expect(controls?.read().status).toEqual({ is: 'available', ...release });
    const end = updater.hold();
    controls?.download();
    controls?.download();
    expect(controls?.read().status).toEqual({ is: 'downloading', ...release });
    end();
    await clock.advance(0);
    expect(controls?.read().status).toEqual({ is: 'ready', ...release });
    expect(codes(settings)).toEqual([null, null, 'update-available', 'update-downloading', 'update-ready']);
    expect([updater.downloads, dialog.asked]).toEqual([1, []]);
  });

  test('is told of each status, with a notice or without', async () => {
    const { clock, updater, settings } = setup();
    updater.latest = '0.1.0';
    const before = settings.announced;
    await clock.advance(minuteMs);
    expect(settings.announced - before).toBe(2);
    expect(codes(settings)).not.toContain('update-available');
  });

  test('of an engine that starts after a check shows what it found', async () => {
    const { clock, ask, start } = setup();
    await ask();
    const engine = new FakeEngine();
    start(engine);
    await clock.advance(0);
    expect([codes(engine), engine.announced]).toEqual([['update-ready'], 1]);
  });

  test('shows that there is nothing new, or why that is not known, and nothing pops up', async () => {
    const { updater, controls } = setup();
    const outcome = async (): Promise<UpdateStatus['is'] | undefined> => {
      await controls?.check();
      return controls?.read().status.is;
    };
    updater.latest = '0.1.0';
    expect(await outcome()).toBe('newest');
    updater.isReachable = false;
    expect(await outcome()).toBe('unreachable');
    updater.isReachable = true;
    updater.answerCode = 'HTTP_ERROR_503';
    expect(await outcome()).toBe('unreadable');
    updater.answerCode = null;
    updater.isUpdatable = false;
    expect(await outcome()).toBe('unsupported');
    expect([titles(), dialog.asked]).toEqual([[], []]);
  });

  test('offers a download that has failed again, and a failed check loses nothing that is known', async () => {
    const { clock, updater, controls } = setup();
    updater.isBroken = true;
    await controls?.check();
    controls?.download();
    await clock.advance(0);
    expect(controls?.read().status).toMatchObject({ is: 'failed', version: '0.2.0' });
    updater.isReachable = false;
    await controls?.check();
    expect(controls?.read().status).toMatchObject({ is: 'failed', version: '0.2.0' });
    updater.isBroken = false;
    controls?.download();
    await clock.advance(0);
    expect(controls?.read().status.is).toBe('ready');
  });

  test('keeps what a check has found while an earlier one was still failing', async () => {
    const { clock, updater, controls } = setup();
    const usual = updater.checkForUpdates.bind(updater);
    const earlier = Promise.withResolvers<null>();
    updater.checkForUpdates = () => earlier.promise;
    const failing = controls?.check();
    await clock.advance(0);
    updater.checkForUpdates = usual;
    await controls?.check();
    earlier.reject(new Error('net::ERR_TIMED_OUT'));
    await failing;
    expect(controls?.read().status).toMatchObject({ is: 'available', version: '0.2.0' });
  });

  test('has the notes of each version that was left out', async () => {
    const { updater, controls } = setup();
    updater.notes = [
      { version: '0.2.0', note: 'Second' },
      { version: '0.1.5', note: null },
    ];
    await controls?.check();
    expect(controls?.read().status).toMatchObject({ notes: '0.2.0\nSecond\n\n0.1.5' });
  });

  test('restarts and installs once all has ended, and not if the user goes on', async () => {
    const { clock, updater, controls, installAtEnd, quitting } = setup();
    await controls?.check();
    controls?.download();
    await clock.advance(0);
    expect(installAtEnd()).toBe(false);
    quitting.isAgreed = false;
    controls?.install();
    await clock.advance(0);
    expect(installAtEnd()).toBe(false);
    quitting.isAgreed = true;
    controls?.install();
    await clock.advance(0);
    expect([installAtEnd(), updater.installations]).toEqual([true, ['silent, starts again']]);
  });

  test('only reports a newer version where the package manager installs it', async () => {
    const { clock, ask, updater, controls, settings } = setup({ isManaged: true });
    await clock.advance(minuteMs);
    expect(titles()).toEqual(['Vigilmon 0.2.0 is available']);
    expect(Notification.made[0]?.body).toBe('Install it with your package manager.');
    Notification.made[0]?.emit('click');
    await ask();
    expect(titles()).toHaveLength(2);
    expect([updater.downloads, dialog.asked, controls?.read().installsItself]).toEqual([0, [], false]);
    expect(settings.notices.at(-1)).toMatchObject({ facts: { version: '0.2.0', installsItself: false } });
  });
});
