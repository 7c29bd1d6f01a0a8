/** electron-updater, which is large and therefore loaded by the first check. */
import type { Logger } from '../engine/ports.ts';

/** The part of electron-updater that is used. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  logger: UpdaterLog | null;
  /** Null: this kind of installation cannot update itself. */
  readonly checkForUpdates: () => Promise<FoundUpdate | null>;
  readonly downloadUpdate: () => Promise<unknown>;
  /** Installs what has been downloaded, and quits; afterwards the program starts again if `startsAgain`. */
  readonly quitAndInstall: (isSilent: boolean, startsAgain: boolean) => void;
}

interface UpdaterLog {
  readonly info: (message?: unknown) => void;
  readonly warn: (message?: unknown) => void;
  readonly error: (message?: unknown) => void;
}

type ReleaseNotes = readonly { readonly version: string; readonly note: string | null }[];

export interface FoundUpdate {
  readonly isUpdateAvailable: boolean;
  readonly updateInfo: { readonly version: string; readonly releaseNotes?: string | ReleaseNotes | null | undefined };
}

export async function electronUpdater(): Promise<Updater> {
  const { autoUpdater } = await import('electron-updater');
  return autoUpdater;
}

/** Reports what it finds, and neither downloads nor installs it by itself. */
export function prepare(updater: Updater, logger: Logger): Updater {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  const note = (message: unknown): void => logger.debug('updater', { message: String(message) });
  // The promise reports failures as well.
  updater.logger = { info: note, warn: note, error: note };
  return updater;
}
