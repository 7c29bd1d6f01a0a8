/**
 * How this computer's user reaches the running program: its listener, API and token, and whether it starts at login. The
 * command line overrides saved settings. A change is saved first, then applied; if it cannot be applied, both are
 * reverted.
 */
import type { CommandLineSettings, HostSettings, ShortcutSettings, UpdateSettings } from '../contract/model/program.ts';
import { problem } from '../contract/problems.ts';
import { refused, type Outcome, type Refusal } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';
import type { HostPatch } from '../contract/schemas.ts';
import type { Shortcut } from '../contract/shortcut.ts';
import type { HostControls, Logger, Randomness } from '../engine/ports.ts';
import { defaultPlace, readHostSettings, writeHostSettings, type KeptSettings } from './host-settings.ts';
import {
  createListenerPlace,
  type AccessListener,
  type ListenerPlace,
  type OpenAccess,
  type WantedPlace,
} from './listener-place.ts';
import { logFile } from './open-log.ts';
import { ownAddresses } from './own-addresses.ts';
import { keepToken, makeToken, writeToken } from './running-files.ts';

/** Whether the program starts at login, according to the system. */
export interface Autostart {
  readonly isOn: () => boolean;
  readonly set: (isOn: boolean) => Outcome<null>;
}

/** The command line of this user. */
export interface CommandLine {
  readonly read: () => CommandLineSettings;
  readonly set: (isInstalled: boolean) => Promise<Outcome<null>>;
}

/** Whether closing the window leaves the program running. It keeps what is set. */
export interface HostClosing {
  readonly keepsRunning: () => boolean;
  readonly set: (keepsRunning: boolean) => void;
}

/** What opens the program from any other. It keeps what is set. */
export interface HostShortcut {
  readonly read: () => ShortcutSettings;
  /** Refused: as before. */
  readonly set: (wanted: Shortcut) => Outcome<null>;
}

/** Newer versions of this program. */
export interface HostUpdates {
  readonly read: () => UpdateSettings;
  /** Resolves once the check has ended. */
  readonly check: () => Promise<void>;
  readonly download: () => void;
  readonly install: () => void;
}

export interface LocalAccessOptions {
  readonly dataDirectory: string;
  readonly randomness: Randomness;
  /** From the command line or the environment; null: not given. */
  readonly given: { readonly host: string | null; readonly port: number | null };
  readonly api: {
    readonly pageDirectory: string | null;
    /** It is off until the user turns it on. Otherwise it is always on. */
    readonly isOptional: boolean;
  };
  /** Whether commands may run, decided at the start; absent: as the user has set it. */
  readonly allowsCommands?: boolean | undefined;
  /** Null: this host cannot start at login. */
  readonly autostart: Autostart | null;
  /** Absent: there is none to install. */
  readonly commandLine?: CommandLine | null;
  /** Absent: it has no window of its own. */
  readonly closing?: HostClosing;
  /** Absent: nothing opens it from other programs. */
  readonly shortcut?: HostShortcut | null;
  /** Absent: this program does not check for updates. */
  readonly updates?: HostUpdates | null;
  /** Shows a file in its folder; absent: this host has no desktop. */
  readonly showInFolder?: (file: string) => void;
  /** Called after a move, once announced. */
  readonly onMoved?: ((place: OpenAccess) => void) | undefined;
  readonly logger: Pick<Logger, 'warn'>;
}

export interface LocalAccess {
  readonly controls: HostControls;
  /** Whether commands may run now. */
  readonly allowsCommands: () => boolean;
  /** Call once, when the engine exists. After a failure the user can still move the listener. */
  readonly open: (listener: AccessListener) => Promise<Outcome<OpenAccess>>;
  /** Lets other programs find it, from now on and wherever it moves. */
  readonly announce: () => void;
  readonly close: () => Promise<void>;
}

export function createLocalAccess(options: LocalAccessOptions): LocalAccess {
  const { dataDirectory, randomness, given, api, onMoved, logger } = options;
  const kept = readHostSettings(dataDirectory);
  const first = {
    host: given.host ?? kept.host ?? defaultPlace.host,
    port: given.port ?? kept.port ?? defaultPlace.port,
    isApiOn: !api.isOptional || kept.isApiOn === true,
    metrics: kept.metrics ?? ('token' as const),
  };
  const place = createListenerPlace(first, {
    dataDirectory,
    randomness,
    pageDirectory: api.pageDirectory,
    onMoved,
    logger,
  });
  const { open, announce, close } = place;
  return { ...createControls(options, place, kept), open, announce, close };
}

function createControls(
  options: LocalAccessOptions,
  place: ListenerPlace,
  saved: KeptSettings,
): Pick<LocalAccess, 'controls' | 'allowsCommands'> {
  const { dataDirectory, randomness, autostart } = options;
  let kept = saved;
  const allowsCommands = (): boolean => options.allowsCommands ?? kept.areCommandsAllowed ?? false;
  const settings = (): HostSettings => ({
    ...settingsOf(options, place),
    commands: { allowed: allowsCommands(), canBeChanged: options.allowsCommands === undefined },
  });

  async function update(patch: HostPatch): Promise<Outcome<HostSettings>> {
    const wasOn = autostart?.isOn() ?? false;
    const set = patch.autostart === undefined ? ok(null) : autostart?.set(patch.autostart);
    if (set?.ok === false) return set;
    const before = options.shortcut?.read();
    const taken = patch.shortcut === undefined ? ok(null) : options.shortcut?.set(patch.shortcut);
    if (taken?.ok === false) {
      if (patch.autostart !== undefined) autostart?.set(wasOn);
      return taken;
    }
    const changed = patch.listener === undefined && patch.api === undefined ? ok(null) : await change(patch);
    if (changed.ok) {
      if (patch.keepsRunning !== undefined) options.closing?.set(patch.keepsRunning);
      return ok(settings());
    }
    if (patch.autostart !== undefined) autostart?.set(wasOn);
    if (patch.shortcut !== undefined && before !== undefined) options.shortcut?.set(before);
    return changed;
  }

  /** Saves first: a change that cannot be saved is not applied. */
  async function change(patch: HostPatch): Promise<Outcome<null>> {
    const before = kept;
    keep({ ...kept, ...patched(kept, patch) });
    const wanted = place.wanted();
    const next = patched(wanted, patch);
    if (isSame(next, wanted) && place.current() !== null) return ok(null);
    const moved = await place.move(next);
    if (moved.ok) return ok(null);
    keep(before);
    return { ok: false, error: explained(moved.error, place.current()) };
  }

  function keep(settingsToKeep: KeptSettings): void {
    writeHostSettings(dataDirectory, settingsToKeep);
    kept = settingsToKeep;
  }

  async function renewToken(): Promise<Outcome<HostSettings>> {
    const before = keepToken(dataDirectory, randomness);
    writeToken(dataDirectory, makeToken(randomness));
    const moved = await place.move(place.wanted());
    if (moved.ok) return ok(settings());
    writeToken(dataDirectory, before);
    return moved;
  }

  function allowCommands(allowed: boolean): Promise<Outcome<HostSettings>> {
    keep({ ...kept, areCommandsAllowed: allowed });
    return Promise.resolve(ok(settings()));
  }

  return {
    allowsCommands,
    controls: {
      read: () => Promise.resolve(settings()),
      update: (patch) => onDisk(() => update(patch)),
      renewToken: () => onDisk(renewToken),
      allowCommands: (allowed) => onDisk(async () => allowCommands(allowed)),
      ...commandLineControls(options, settings),
      ...logControls(options, settings),
      ...updateControls(options, settings),
    },
  };
}

function commandLineControls(
  { commandLine }: LocalAccessOptions,
  settings: () => HostSettings,
): Pick<LocalAccess['controls'], 'installCommandLine'> {
  return {
    async installCommandLine(isInstalled) {
      const set = await (commandLine?.set(isInstalled) ?? refused('no-command-line'));
      return set.ok ? ok(settings()) : set;
    },
  };
}

function logControls(
  { dataDirectory, showInFolder }: LocalAccessOptions,
  settings: () => HostSettings,
): Pick<LocalAccess['controls'], 'showLog'> {
  return {
    showLog() {
      showInFolder?.(logFile(dataDirectory));
      return Promise.resolve(ok(settings()));
    },
  };
}

function updateControls(
  { updates }: LocalAccessOptions,
  settings: () => HostSettings,
): Pick<LocalAccess['controls'], 'checkForUpdates' | 'downloadUpdate' | 'installUpdate'> {
  return {
    async checkForUpdates() {
      await updates?.check();
      return ok(settings());
    },
    downloadUpdate() {
      updates?.download();
      return Promise.resolve(ok(settings()));
    },
    installUpdate() {
      updates?.install();
      return Promise.resolve(ok(settings()));
    },
  };
}

function settingsOf(
  { dataDirectory, given, api, autostart, closing, commandLine, shortcut, updates, showInFolder }: LocalAccessOptions,
  place: ListenerPlace,
): Omit<HostSettings, 'commands'> {
  const current = place.current();
  const { host, port, isApiOn, metrics } = place.wanted();
  const isOverridden = given.host !== null || given.port !== null;
  return {
    autostart: autostart?.isOn() ?? null,
    keepsRunning: closing?.keepsRunning() ?? null,
    listener: { host, port, url: current?.url ?? null, isOverridden, addresses: ownAddresses() },
    api: { enabled: isApiOn, canBeDisabled: api.isOptional, token: current?.api?.token ?? null, metrics },
    commandLine: commandLine?.read() ?? null,
    shortcut: shortcut?.read() ?? null,
    updates: updates?.read() ?? null,
    log: { file: logFile(dataDirectory), canBeShown: showInFolder !== undefined },
  };
}

type Placed = Pick<KeptSettings, 'host' | 'port' | 'isApiOn' | 'metrics'>;

function patched<T extends Placed>(
  { host, port, isApiOn, metrics }: T,
  { listener, api }: HostPatch,
): Pick<T, keyof Placed> {
  return {
    host: listener?.host ?? host,
    port: listener?.port ?? port,
    isApiOn: api?.enabled ?? isApiOn,
    metrics: api?.metrics ?? metrics,
  };
}

function isSame(one: WantedPlace, other: WantedPlace): boolean {
  const isPlace = one.host === other.host && one.port === other.port;
  return isPlace && one.isApiOn === other.isApiOn && one.metrics === other.metrics;
}

function explained(error: Refusal, current: OpenAccess | null): Refusal {
  const stillAt = current?.url;
  if (error.code !== 'conflict') return { ...error, stillAt };
  return { ...error, stillAt, fields: { 'listener.port': problem('port-taken') } };
}

/** A full disk or a read-only directory is not a bug. */
async function onDisk(task: () => Promise<Outcome<HostSettings>>): Promise<Outcome<HostSettings>> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return refused('cannot-keep', { reason: error.message });
  }
}
