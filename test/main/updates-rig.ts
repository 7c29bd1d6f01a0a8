/** What looks for updates, over an updater, an engine and an Electron that only pretend; for tests of `updates.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EngineEvent } from '../../electron/contract/events.ts';
import type { Settings } from '../../electron/contract/model/program.ts';
import type { Notice } from '../../electron/contract/notices.ts';
import { ok } from '../../electron/contract/result.ts';
import { defaultSettings } from '../../electron/engine/store/settings-repository.ts';
import { speechFor } from '../../electron/engine/wording/languages.ts';
import type { FoundUpdate, Updater } from '../../electron/main/updater.ts';
import { openUpdates, type UpdatesEngine } from '../../electron/main/updates.ts';
import { app, dialog, Notification } from '../support/fake-electron.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { tempDirectory } from '../support/temp-directory.ts';

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

/** Before each test: what Electron was asked and answers, as at first. */
export function forgetElectron(): void {
  Notification.made.length = 0;
  Notification.supported = true;
  Notification.outcome = 'shows';
  dialog.asked.length = 0;
  dialog.answer = 0;
  app.removeAllListeners('browser-window-focus');
}

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
export class FakeEngine implements UpdatesEngine {
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  #settings: Settings = { ...defaultSettings, checkForUpdates: true };
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

export function setup({ isPackaged = true, isConfigured = true, isManaged = false }: Setting = {}) {
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

export const titles = (): readonly string[] => Notification.made.map(({ title }) => title);
