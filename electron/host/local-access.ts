/**
 * How this computer's user reaches the program that runs: its listener, API and token, and whether it starts at login.
 * What the command line names goes before what was kept from an earlier start. A change is written first, then applied;
 * where it cannot be applied, both are as they were.
 */
import type { HostSettings } from '../contract/model/program.ts';
import { problem } from '../contract/problems.ts';
import { refused, type Outcome, type Refusal } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';
import type { HostPatch } from '../contract/schemas.ts';
import type { HostControls, Randomness } from '../engine/ports.ts';
import { defaultPlace, readHostSettings, writeHostSettings, type KeptSettings } from './host-settings.ts';
import { ownAddresses } from './own-addresses.ts';
import { announceRunning, keepToken, makeToken, writeToken } from './running-files.ts';

/** Of http/movable-listener.ts. */
export interface AccessListener {
  readonly current: () => OpenAccess | null;
  readonly move: (place: AccessPlace) => Promise<Outcome<OpenAccess>>;
  readonly close: () => Promise<void>;
}
interface AccessPlace {
  readonly host: string;
  readonly port: number;
  readonly api: { readonly token: string; readonly pageDirectory: string | null } | null;
}
export interface OpenAccess extends AccessPlace {
  readonly url: string;
}

/** Whether the program starts at login, as the system has it. */
export interface Autostart {
  readonly isOn: () => boolean;
  readonly set: (isOn: boolean) => Outcome<null>;
}

export interface LocalAccessOptions {
  readonly dataDirectory: string;
  readonly randomness: Randomness;
  /** By the command line or the environment; null: not named there. */
  readonly given: { readonly host: string | null; readonly port: number | null };
  readonly api: {
    readonly pageDirectory: string | null;
    /** It is off until the user turns it on. Otherwise it is always on. */
    readonly isOptional: boolean;
  };
  /** Null: this host cannot. */
  readonly autostart: Autostart | null;
  /** It knows where to look for newer versions of itself; absent: no. */
  readonly looksForUpdates?: boolean;
  /** It is reached otherwise than it was announced. */
  readonly onMoved?: ((place: OpenAccess) => void) | undefined;
}

export interface LocalAccess {
  readonly controls: HostControls;
  /** Once, as soon as there is an engine. Where it fails, the user may still move it. */
  readonly open: (listener: AccessListener) => Promise<Outcome<OpenAccess>>;
  /** Lets other programs find it, from now on and wherever it is moved. */
  readonly announce: () => void;
  readonly close: () => Promise<void>;
}

interface Wanted {
  readonly host: string;
  readonly port: number;
  readonly isApiOn: boolean;
}

export function createLocalAccess(options: LocalAccessOptions): LocalAccess {
  const { dataDirectory, randomness, given, api, autostart, looksForUpdates = false } = options;
  let kept = readHostSettings(dataDirectory);
  let wanted: Wanted = {
    host: given.host ?? kept.host ?? defaultPlace.host,
    port: given.port ?? kept.port ?? defaultPlace.port,
    isApiOn: !api.isOptional || kept.isApiOn === true,
  };
  let listener: AccessListener | null = null;
  let isAnnounced = false;
  let retract = (): void => undefined;

  const openPlace = (): OpenAccess | null => listener?.current() ?? null;
  const placeOf = ({ host, port, isApiOn }: Wanted): AccessPlace => ({
    host,
    port,
    api: isApiOn ? { token: keepToken(dataDirectory, randomness), pageDirectory: api.pageDirectory } : null,
  });

  async function move(next: Wanted): Promise<Outcome<OpenAccess>> {
    if (listener === null) return refused('starting');
    const moved = await listener.move(placeOf(next));
    if (!moved.ok) return moved;
    wanted = { ...next, port: moved.value.port };
    if (isAnnounced) {
      tell(moved.value);
      options.onMoved?.(moved.value);
    }
    return moved;
  }

  function tell({ url, api: access }: OpenAccess): void {
    retract = announceRunning(dataDirectory, { url, hasApi: access !== null });
  }

  function settings(): HostSettings {
    const place = openPlace();
    const { host, port, isApiOn } = wanted;
    const isOverridden = given.host !== null || given.port !== null;
    return {
      autostart: autostart?.isOn() ?? null,
      listener: { host, port, url: place?.url ?? null, isOverridden, addresses: ownAddresses() },
      api: { enabled: isApiOn, canBeDisabled: api.isOptional, token: place?.api?.token ?? null },
      looksForUpdates,
    };
  }

  /** The file first: what cannot be kept is not done. */
  async function change(patch: HostPatch): Promise<Outcome<null>> {
    const next = {
      host: patch.listener?.host ?? wanted.host,
      port: patch.listener?.port ?? wanted.port,
      isApiOn: patch.api?.enabled ?? wanted.isApiOn,
    };
    const before = kept;
    keep({
      host: patch.listener?.host ?? kept.host,
      port: patch.listener?.port ?? kept.port,
      isApiOn: patch.api?.enabled ?? kept.isApiOn,
    });
    const isMove = next.host !== wanted.host || next.port !== wanted.port || next.isApiOn !== wanted.isApiOn;
    if (!isMove && openPlace() !== null) return ok(null);
    const moved = await move(next);
    if (moved.ok) return ok(null);
    keep(before);
    return { ok: false, error: explained(moved.error) };
  }

  function keep(settingsToKeep: KeptSettings): void {
    writeHostSettings(dataDirectory, settingsToKeep);
    kept = settingsToKeep;
  }

  function explained(error: Refusal): Refusal {
    const stillAt = openPlace()?.url;
    if (error.code !== 'conflict') return { ...error, stillAt };
    return { ...error, stillAt, fields: { 'listener.port': problem('port-taken') } };
  }

  async function update(patch: HostPatch): Promise<Outcome<HostSettings>> {
    const wasOn = autostart?.isOn() ?? false;
    const set = patch.autostart === undefined ? ok(null) : autostart?.set(patch.autostart);
    if (set?.ok === false) return set;
    const changed = patch.listener === undefined && patch.api === undefined ? ok(null) : await change(patch);
    if (changed.ok) return ok(settings());
    if (patch.autostart !== undefined) autostart?.set(wasOn);
    return changed;
  }

  async function renewToken(): Promise<Outcome<HostSettings>> {
    const before = keepToken(dataDirectory, randomness);
    writeToken(dataDirectory, makeToken(randomness));
    const moved = await move(wanted);
    if (moved.ok) return ok(settings());
    writeToken(dataDirectory, before);
    return moved;
  }

  return {
    controls: {
      read: () => Promise.resolve(settings()),
      update: (patch) => onDisk(() => update(patch)),
      renewToken: () => onDisk(renewToken),
    },
    open(opened) {
      listener = opened;
      return move(wanted);
    },
    announce() {
      isAnnounced = true;
      const place = openPlace();
      if (place !== null) tell(place);
    },
    async close() {
      retract();
      await listener?.close();
    },
  };
}

/** A full disk or a directory that may only be read is no bug. */
async function onDisk(task: () => Promise<Outcome<HostSettings>>): Promise<Outcome<HostSettings>> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return refused('cannot-keep', { reason: error.message });
  }
}
