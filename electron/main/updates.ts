/**
 * New versions. A packaged program with an update address checks it once a day, unless the settings say otherwise, and
 * whenever the user asks; it reports what it found and downloads nothing before the user has agreed. Downloads are
 * installed when Vigilmon quits, never under a running engine; "Restart and install" quits, installs and starts again. A
 * check from the tray is followed by a question at once and reports every outcome. What the daily check finds waits behind
 * a notification, so that no window steals the focus; "Not now" holds for that version until the next start.
 *
 * A deb or rpm is installed by the package manager: there the program only says that there is a newer version.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../contract/calls.ts';
import type { EngineEvent } from '../contract/events.ts';
import type { UpdateStatus } from '../contract/model/program.ts';
import type { Notice } from '../contract/notices.ts';
import type { Cancel, Clock, Logger } from '../engine/ports.ts';
import type { Speech } from '../engine/wording/languages.ts';
import type { HostUpdates } from '../host/local-access.ts';
import { followReleases, type Releases } from './releases.ts';
import { electronUpdater, prepare, type Updater } from './updater.ts';
import { updateWords } from './update-words.ts';

interface UpdatesOptions {
  readonly isPackaged: boolean;
  /** Where the packager puts the address (app-update.yml), and the kind of a package (package-type). */
  readonly resourcesDirectory?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Pick<Speech, 'wording'>;
  readonly loadUpdater?: () => Promise<Updater>;
  /** By the user: what is not saved is asked about. Resolves with false if the program goes on. */
  readonly quit: () => Promise<boolean>;
}

/** Its settings say whether the daily check is on; it shows the notice. */
export interface UpdatesEngine {
  readonly api: { readonly settings: Pick<Api['settings'], 'get'> };
  readonly on: (listener: (event: EngineEvent) => void) => Cancel;
  readonly reportNotice: (topic: string, notice: Notice | null) => void;
  readonly announceHost: () => void;
}

export interface Updates {
  /** From the tray; null: this program cannot update itself. */
  readonly checkNow: (() => void) | null;
  /** From the window. */
  readonly controls: HostUpdates | null;
  /** The daily check. @returns what stops it. */
  readonly start: (engine: UpdatesEngine) => Cancel;
  /** Once all has ended. @returns whether it installs and starts again, which ends the program. */
  readonly installAtEnd: () => boolean;
}

/** The start is busy enough, and the network may not be up yet. */
const firstLookMs = 60_000;
const nextLookMs = 24 * 3_600_000;
const lookAfterFailureMs = 3_600_000;

const none: Updates = {
  checkNow: null,
  controls: null,
  start: () => () => undefined,
  installAtEnd: () => false,
};

export function openUpdates(options: UpdatesOptions): Updates {
  const { clock, logger, speech, resourcesDirectory = process.resourcesPath } = options;
  if (!options.isPackaged || !existsSync(join(resourcesDirectory, 'app-update.yml'))) return none;
  const installsItself = !existsSync(join(resourcesDirectory, 'package-type'));
  let updater: Updater | null = null;
  let engine: UpdatesEngine | null = null;
  let restarts = false;
  const releases = followReleases({
    installsItself,
    logger,
    words: updateWords(speech),
    updater: async () => (updater ??= prepare(await (options.loadUpdater ?? electronUpdater)(), logger)),
    onStatus: show,
  });

  /** Windows show the status itself as well, also where it comes with no notice. */
  function show(status: UpdateStatus): void {
    engine?.reportNotice('update', noticeOf(status, installsItself));
    engine?.announceHost();
  }

  /** Resolves with the program's end, or once the user has chosen to go on. */
  async function restart(): Promise<void> {
    restarts = true;
    if (!(await options.quit())) restarts = false;
  }

  return {
    checkNow: releases.checkNow,
    controls: {
      read: () => ({ status: releases.status(), installsItself }),
      check: releases.check,
      download: releases.download,
      install: () => void restart(),
    },
    start(given) {
      engine = given;
      // The tray may have asked before there was an engine.
      show(releases.status());
      return lookDaily(releases, { engine: given, clock, logger });
    },
    installAtEnd() {
      if (!restarts || updater === null) return false;
      // Without questions of an installer, and starts the program again.
      updater.quitAndInstall(true, true);
      return true;
    },
  };
}

function noticeOf(status: UpdateStatus, installsItself: boolean): Notice | null {
  switch (status.is) {
    case 'available':
      return { code: 'update-available', facts: { version: status.version, installsItself } };
    case 'downloading':
    case 'ready':
    case 'failed':
      return { code: `update-${status.is}`, facts: { version: status.version } };
    default:
      return null;
  }
}

interface Daily {
  readonly engine: UpdatesEngine;
  readonly clock: Clock;
  readonly logger: Logger;
}

function lookDaily(releases: Releases, { engine, clock, logger }: Daily): Cancel {
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
    const settings = await engine.api.settings.get(undefined);
    wasUnwanted = settings.ok && !settings.value.checkForUpdates;
    if (!isEnded && settings.ok && !wasUnwanted) await releases.look();
  }

  function lookAgainIn(delayMs: number): void {
    cancelTimer();
    if (!isEnded) cancelTimer = clock.setTimer(delayMs, look);
  }

  const stop = engine.on((event) => {
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
