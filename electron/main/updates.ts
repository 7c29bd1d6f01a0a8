/**
 * New versions. A packaged program with an update address checks it once a day, unless the settings say otherwise, and
 * whenever the user asks; it reports what it found and downloads nothing before the user has agreed. Downloads are
 * installed when Vigilmon quits, never under a running engine. A check by hand is followed by a question at once and
 * reports every outcome. What the daily check finds waits behind a notification, so that no window steals the focus;
 * "Not now" holds for that version until the next start.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../contract/calls.ts';
import type { EngineEvent } from '../contract/events.ts';
import type { Cancel, Clock, Logger } from '../engine/ports.ts';
import type { Speech } from '../engine/wording/languages.ts';
import { electronUpdater, prepare, type FoundUpdate, type Updater } from './updater.ts';
import { updateWords, type UpdateWords } from './update-words.ts';

export interface UpdatesOptions {
  readonly isPackaged: boolean;
  /** Where the packager puts the address (app-update.yml). */
  readonly resourcesDirectory?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Pick<Speech, 'wording'>;
  readonly loadUpdater?: () => Promise<Updater>;
}

/** Its settings say whether the daily check is on. */
export interface SettingsSource {
  readonly api: { readonly settings: Pick<Api['settings'], 'get'> };
  readonly on: (listener: (event: EngineEvent) => void) => Cancel;
}

export interface Updates {
  /** By the user; null: this program cannot update itself. */
  readonly checkNow: (() => void) | null;
  /** The daily check. @returns what stops it. */
  readonly start: (source: SettingsSource) => Cancel;
}

/** The start is busy enough, and the network may not be up yet. */
const firstLookMs = 60_000;
const nextLookMs = 24 * 3_600_000;
const lookAfterFailureMs = 3_600_000;

export function openUpdates(options: UpdatesOptions): Updates {
  const { clock, logger, speech, resourcesDirectory = process.resourcesPath } = options;
  if (!options.isPackaged || !existsSync(join(resourcesDirectory, 'app-update.yml'))) {
    return { checkNow: null, start: () => () => undefined };
  }
  const releases = followReleases({ logger, words: updateWords(speech), load: options.loadUpdater ?? electronUpdater });

  function start(source: SettingsSource): Cancel {
    let isEnded = false;
    let wasUnwanted = false;
    let cancelTimer = clock.setTimer(firstLookMs, look);

    function look(): void {
      lookIfWanted().then(
        () => lookAgainIn(nextLookMs),
        (error: unknown) => {
          logger.warn('updates could not be looked for', { error });
          lookAgainIn(lookAfterFailureMs);
        },
      );
    }

    async function lookIfWanted(): Promise<void> {
      const settings = await source.api.settings.get(undefined);
      wasUnwanted = settings.ok && !settings.value.checkForUpdates;
      if (!isEnded && settings.ok && !wasUnwanted) await releases.look();
    }

    function lookAgainIn(delayMs: number): void {
      cancelTimer();
      if (!isEnded) cancelTimer = clock.setTimer(delayMs, look);
    }

    const stop = source.on((event) => {
      // Turning it on must not mean waiting for a day.
      if (event.type === 'settings' && event.settings.checkForUpdates && wasUnwanted) lookAgainIn(firstLookMs);
    });
    return () => {
      isEnded = true;
      stop();
      cancelTimer();
      releases.close();
    };
  }

  return { checkNow: releases.checkNow, start };
}

interface Releases {
  /** Rejects if the releases cannot be reached. */
  readonly look: () => Promise<void>;
  readonly checkNow: () => void;
  readonly close: Cancel;
}

interface ReleasesOptions {
  readonly logger: Logger;
  readonly words: UpdateWords;
  readonly load: () => Promise<Updater>;
}

function followReleases({ logger, words, load }: ReleasesOptions): Releases {
  const { report, answerByHand, offer, askToDownload } = words;
  const offered = new Set<string>();
  let updater: Updater | null = null;
  let endOffer: Cancel = () => undefined;
  let isClosed = false;
  let isAsking = false;
  /** The version that the user agreed to, and its progress. */
  let taken: { readonly version: string; readonly isFetched: boolean } | null = null;

  async function find(): Promise<FoundUpdate | null> {
    updater ??= prepare(await load(), logger);
    return updater.checkForUpdates();
  }

  async function look(): Promise<void> {
    const found = await find();
    const version = found?.updateInfo.version ?? '';
    if (isClosed || found?.isUpdateAvailable !== true || offered.has(version) || taken?.version === version) return;
    offered.add(version);
    endOffer();
    endOffer = offer(version, () => {
      fetchIfAgreed(version).catch((error: unknown) => logger.warn('an update could not be asked about', { error }));
    });
  }

  async function lookByHand(): Promise<void> {
    const found = await find();
    const version = found?.updateInfo.version ?? '';
    if (found === null) answerByHand({ is: 'notFromWithin' });
    else if (!found.isUpdateAvailable) answerByHand({ is: 'newest' });
    else if (taken?.version === version) answerByHand({ is: taken.isFetched ? 'ready' : 'fetching', version });
    else {
      offered.add(version);
      endOffer();
      await fetchIfAgreed(version);
    }
  }

  /** One question at a time, however often the user clicks; a download in progress does not prevent asking again. */
  function checkNow(): void {
    if (isAsking) return;
    isAsking = true;
    lookByHand()
      .catch((error: unknown) => {
        logger.warn('updates could not be looked for', { error });
        answerByHand({ is: hasAnswered(error) ? 'unreadable' : 'unreachable' });
      })
      .finally(() => {
        isAsking = false;
      });
  }

  async function fetchIfAgreed(version: string): Promise<void> {
    if (!(await askToDownload(version))) return;
    taken = { version, isFetched: false };
    fetchTaken(version).catch((error: unknown) => {
      logger.warn('an update could not be fetched', { error });
      taken = null;
      // So that it is offered again.
      offered.delete(version);
      report({ is: 'failed', version });
    });
  }

  async function fetchTaken(version: string): Promise<void> {
    await updater?.downloadUpdate();
    taken = { version, isFetched: true };
    report({ is: 'ready', version });
  }

  const close = (): void => {
    isClosed = true;
    endOffer();
  };
  return { look, checkNow, close };
}

/** By electron-updater's codes; Chromium's network errors have none. */
function hasAnswered(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(?:ERR_UPDATER|HTTP_ERROR)_/.test(code);
}
