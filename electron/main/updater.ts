/** electron-updater, loaded by the first look alone, since it is large. */
import type { Logger } from '../engine/ports.ts';

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

export async function electronUpdater(): Promise<Updater> {
  const { autoUpdater } = await import('electron-updater');
  return autoUpdater;
}

/** What it finds is told here, and neither fetched nor installed by itself. */
export function prepare(updater: Updater, logger: Logger): Updater {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  const note = (message: unknown): void => logger.debug('updater', { message: String(message) });
  // What fails is told by the promise as well.
  updater.logger = { info: note, warn: note, error: note };
  return updater;
}
