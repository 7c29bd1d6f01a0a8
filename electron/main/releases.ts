/**
 * The newer versions that are found, from the first look to the installation: what is known about them (the window shows
 * it), what the user is asked, and what is downloaded. A check from the tray reports every outcome; one from the window
 * only changes the status.
 */
import { printable } from '../contract/plain-text.ts';
import type { Release, UpdateStatus } from '../contract/model/program.ts';
import type { Cancel, Logger } from '../engine/ports.ts';
import type { FoundUpdate, Updater } from './updater.ts';
import type { UpdateWords } from './update-words.ts';

export interface Releases {
  readonly status: () => UpdateStatus;
  /** Rejects if the releases cannot be reached. */
  readonly look: () => Promise<void>;
  /** From the tray. */
  readonly checkNow: () => void;
  /** From the window. */
  readonly check: () => Promise<void>;
  readonly download: () => void;
  readonly close: Cancel;
}

interface ReleasesOptions {
  /** False: versions are only reported, since the package manager installs them. */
  readonly installsItself: boolean;
  readonly logger: Logger;
  readonly words: UpdateWords;
  readonly updater: () => Promise<Updater>;
  readonly onStatus: (status: UpdateStatus) => void;
}

const longestNotes = 20_000;

type Found =
  { readonly is: 'release'; readonly release: Release } | { readonly is: 'newest' } | { readonly is: 'unsupported' };

interface Known {
  readonly status: () => UpdateStatus;
  readonly set: (next: UpdateStatus) => void;
  /** The version that the user has agreed to. */
  readonly taken: () => string | null;
  /** Rejects if the releases cannot be reached. */
  readonly find: () => Promise<Found>;
}

function openKnown({ updater, onStatus }: Pick<ReleasesOptions, 'updater' | 'onStatus'>): Known {
  let status: UpdateStatus = { is: 'unchecked' };

  function set(next: UpdateStatus): void {
    status = next;
    onStatus(next);
  }

  const taken = (): string | null => (status.is === 'downloading' || status.is === 'ready' ? status.version : null);

  /** A version that is known stays so, whatever becomes of the check. */
  function setUnlessKnown(next: UpdateStatus): void {
    if (!('version' in status)) set(next);
  }

  async function find(): Promise<Found> {
    setUnlessKnown({ is: 'checking' });
    try {
      const found = foundOf(await (await updater()).checkForUpdates());
      if (found.is !== 'release') {
        if (taken() === null) set({ is: found.is });
      } else if (taken() !== found.release.version) set({ ...found.release, is: 'available' });
      return found;
    } catch (error) {
      setUnlessKnown({ is: hasAnswered(error) ? 'unreadable' : 'unreachable' });
      throw error;
    }
  }

  return { status: () => status, set, taken, find };
}

interface Downloads extends Pick<ReleasesOptions, 'updater' | 'logger'> {
  readonly report: UpdateWords['report'];
  readonly onBegin: () => void;
  readonly onFailure: (release: Release) => void;
}

function openDownloads({ set, taken }: Known, options: Downloads): (release: Release) => void {
  const { updater, logger, report, onBegin, onFailure } = options;
  return (release) => {
    const { version } = release;
    if (taken() === version) return;
    onBegin();
    set({ ...release, is: 'downloading' });
    updater()
      .then((found) => found.downloadUpdate())
      .then(
        () => {
          set({ ...release, is: 'ready' });
          report({ is: 'ready', version });
        },
        (error: unknown) => {
          logger.warn('an update could not be fetched', { error });
          onFailure(release);
          set({ ...release, is: 'failed' });
          report({ is: 'failed', version });
        },
      );
  };
}

export function followReleases(options: ReleasesOptions): Releases {
  const { installsItself, updater, logger } = options;
  const { report, answerByHand, offer, askToDownload } = options.words;
  const known = openKnown(options);
  const { status, taken, find } = known;
  const offered = new Set<string>();
  let endOffer: Cancel = () => undefined;
  const fetch = openDownloads(known, {
    ...{ updater, logger, report },
    onBegin: () => endOffer(),
    // So that it is offered again.
    onFailure: ({ version }) => void offered.delete(version),
  });
  let isClosed = false;
  let isAsking = false;

  async function look(): Promise<void> {
    const found = await find();
    if (isClosed || found.is !== 'release') return;
    const { release } = found;
    if (offered.has(release.version) || taken() === release.version) return;
    offered.add(release.version);
    endOffer();
    endOffer = offer(release.version, installsItself ? () => fetchIfWanted(release) : null);
  }

  async function lookByHand(): Promise<void> {
    const found = await find();
    if (found.is === 'newest') answerByHand({ is: 'newest' });
    else if (found.is === 'unsupported') answerByHand({ is: 'notFromWithin' });
    else if (taken() === found.release.version) {
      answerByHand({ is: status().is === 'ready' ? 'ready' : 'fetching', version: found.release.version });
    } else {
      offered.add(found.release.version);
      endOffer();
      if (installsItself) await fetchIfAgreed(found.release);
      else answerByHand({ is: 'managed', version: found.release.version });
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
      .finally(() => void (isAsking = false));
  }

  async function check(): Promise<void> {
    await find().catch((error: unknown) => logger.warn('updates could not be looked for', { error }));
  }

  function fetchIfWanted(release: Release): void {
    fetchIfAgreed(release).catch((error: unknown) => logger.warn('an update could not be asked about', { error }));
  }

  async function fetchIfAgreed(release: Release): Promise<void> {
    if (await askToDownload(release.version)) fetch(release);
  }

  return {
    status,
    look,
    checkNow,
    check,
    download() {
      const now = status();
      if (now.is === 'available' || now.is === 'failed') fetch({ version: now.version, notes: now.notes });
    },
    close() {
      isClosed = true;
      endOffer();
    },
  };
}

function foundOf(found: FoundUpdate | null): Found {
  if (found === null) return { is: 'unsupported' };
  if (!found.isUpdateAvailable) return { is: 'newest' };
  const { version, releaseNotes } = found.updateInfo;
  return { is: 'release', release: { version, notes: plainNotes(releaseNotes) } };
}

/** A list has the notes of each version since this one. */
function plainNotes(notes: FoundUpdate['updateInfo']['releaseNotes']): string {
  const text =
    typeof notes === 'object' && notes !== null
      ? notes.map(({ version, note }) => `${version}\n${note ?? ''}`.trim()).join('\n\n')
      : (notes ?? '');
  return text.split('\n').map(printable).join('\n').trim().slice(0, longestNotes);
}

/** By electron-updater's codes; Chromium's network errors have none. */
function hasAnswered(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(?:ERR_UPDATER|HTTP_ERROR)_/.test(code);
}
