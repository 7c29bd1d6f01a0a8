/**
 * New versions. A packaged program that was given an address looks there once a day; it says what it found, and fetches
 * nothing before the user has agreed. What was fetched is installed when Vigilmon quits, never under a running engine.
 *
 * The question waits behind a notification, so that no window steals the focus; where none can be shown it is asked when
 * the user comes to the window. "Not now" holds for that version until the next start.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, Notification } from 'electron';
import type { Cancel, Clock, Logger } from '../engine/ports.ts';

/** The part of electron-updater that is used. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  logger: UpdaterLog | null;
  /** Null: this kind of installation cannot be updated from within. */
  readonly checkForUpdates: () => Promise<FoundUpdate | null>;
  readonly downloadUpdate: () => Promise<unknown>;
}

export interface UpdaterLog {
  readonly info: (message?: unknown) => void;
  readonly warn: (message?: unknown) => void;
  readonly error: (message?: unknown) => void;
}

export interface FoundUpdate {
  readonly isUpdateAvailable: boolean;
  readonly updateInfo: { readonly version: string };
}

export interface UpdatesOptions {
  readonly isPackaged: boolean;
  /** Where the packager leaves the address (app-update.yml). */
  readonly resourcesDirectory?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly loadUpdater?: () => Promise<Updater>;
}

/** Start-up is busy enough, and the network may not be there yet. */
const firstLookMs = 60_000;
const nextLookMs = 24 * 3_600_000;
const lookAfterFailureMs = 3_600_000;

/** @returns what ends the looking. */
export function watchForUpdates(options: UpdatesOptions): Cancel {
  const { clock, logger, resourcesDirectory = process.resourcesPath } = options;
  if (!options.isPackaged || !existsSync(join(resourcesDirectory, 'app-update.yml'))) return () => undefined;
  const offered = new Set<string>();
  let updater: Updater | null = null;
  let cancelTimer = clock.setTimer(firstLookMs, look);
  let endOffer: Cancel = () => undefined;
  let isEnded = false;

  function look(): void {
    lookOnce().then(
      () => lookAgainIn(nextLookMs),
      (error: unknown) => {
        logger.warn('updates could not be looked for', { error });
        lookAgainIn(lookAfterFailureMs);
      },
    );
  }

  function lookAgainIn(delayMs: number): void {
    if (!isEnded) cancelTimer = clock.setTimer(delayMs, look);
  }

  async function lookOnce(): Promise<void> {
    updater ??= prepare(await (options.loadUpdater ?? electronUpdater)(), logger);
    const asked = updater;
    const found = await asked.checkForUpdates();
    const version = found?.updateInfo.version ?? '';
    if (isEnded || found?.isUpdateAvailable !== true || offered.has(version)) return;
    offered.add(version);
    endOffer();
    endOffer = offer(version, () => fetchIfAgreed(asked, version));
  }

  function fetchIfAgreed(asked: Updater, version: string): void {
    fetchAgreed(asked, version).catch((error: unknown) => {
      logger.warn('an update could not be fetched', { error });
      // So that it is offered once more.
      offered.delete(version);
      announce({ title: 'The update failed', body: `Vigilmon ${version} could not be downloaded.` });
    });
  }

  return () => {
    isEnded = true;
    cancelTimer();
    endOffer();
  };
}

async function electronUpdater(): Promise<Updater> {
  const { autoUpdater } = await import('electron-updater');
  return autoUpdater;
}

function prepare(updater: Updater, logger: Logger): Updater {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  const note = (message: unknown): void => logger.debug('updater', { message: String(message) });
  // What fails is told by the promise as well.
  updater.logger = { info: note, warn: note, error: note };
  return updater;
}

/** @returns what takes the offer back. */
function offer(version: string, onOpen: () => void): Cancel {
  let isWaiting = false;
  const title = `Vigilmon ${version} is available`;
  const endNotification = announce({ title, body: 'Click if it shall be downloaded.', onOpen, onFailure: askInWindow });

  function askInWindow(): void {
    isWaiting = true;
    app.once('browser-window-focus', onOpen);
  }

  return () => {
    endNotification();
    if (isWaiting) app.off('browser-window-focus', onOpen);
  };
}

async function fetchAgreed(updater: Updater, version: string): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: `Download Vigilmon ${version}?`,
    detail: 'It is installed when you quit Vigilmon. Monitoring goes on until then.',
    buttons: ['Download', 'Not now'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (response !== 0) return;
  await updater.downloadUpdate();
  announce({ title: `Vigilmon ${version} is ready`, body: 'It is installed when you quit Vigilmon.' });
}

interface Announcement {
  readonly title: string;
  readonly body: string;
  readonly onOpen?: () => void;
  readonly onFailure?: () => void;
}

/** Kept, since a notification without a reference forgets its listeners. */
const shown = new Set<Notification>();

function announce({ title, body, onOpen, onFailure }: Announcement): Cancel {
  if (!Notification.isSupported()) {
    onFailure?.();
    return () => undefined;
  }
  const notification = new Notification({ title, body, silent: true });
  const forget = (): void => void shown.delete(notification);
  shown.add(notification);
  notification.once('click', () => {
    forget();
    onOpen?.();
  });
  notification.once('failed', () => {
    forget();
    onFailure?.();
  });
  notification.show();
  return () => {
    forget();
    notification.close();
  };
}
