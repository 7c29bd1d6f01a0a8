/**
 * The program itself: settings, backups, and what its host lets be set.
 * Times (`...At`, `from`, `to`) are epoch milliseconds, durations milliseconds. These are the types of what the engine
 * answers, every default filled in; what may be sent to it is in schemas.ts.
 */
import type { WordedNotice } from '../notices.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Settings {
  readonly theme: Theme;
  /** Days; raw response times, and hourly and daily rollups. Spans and incidents are kept for `historyDays`. */
  readonly rawDays: number;
  readonly historyDays: number;
  /** Probes under way at once: in all, and against one host. */
  readonly maxConcurrent: number;
  readonly maxPerHost: number;
  /** URLs that answer `204 No Content`; two of three tell whether this computer is online. Empty: it is taken to be. */
  readonly anchors: readonly string[];
  /** On battery each interval is four times as long, up to an hour; one that is longer anyway stays as it is. */
  readonly stretchOnBattery: boolean;
  /** Packages of the desktop application look for a newer version once a day; asking by hand is always possible. */
  readonly checkForUpdates: boolean;
}

export interface SystemInfo {
  readonly version: string;
  readonly host: 'desktop' | 'headless';
  /** What it runs in: `Node 24.1.0`, `Electron 45.4.1, Node 24.1.0`. */
  readonly runtime: string;
  readonly dataDirectory: string;
  readonly databaseBytes: number;
  /** `http://127.0.0.1:7464`, under which ping URLs are built; null: the listener is not running, and a notice says why. */
  readonly listenerUrl: string | null;
  readonly startedAt: number;
  /** What the user should know of the program, worst first. */
  readonly notices: readonly WordedNotice[];
  /** The backup that takes the database's place at the next start; null: none. */
  readonly restore: Backup | null;
}

export const backupReasons = ['daily', 'migration', 'restore', 'asked'] as const;
/** Each day; before a change of the schema; before another backup was restored; or because a person asked for it. */
export type BackupReason = (typeof backupReasons)[number];

export interface Backup {
  /** Its path. */
  readonly file: string;
  readonly at: number;
  readonly bytes: number;
  readonly reason: BackupReason;
}

/** Where the local listener is bound. */
export interface ListenerSettings {
  readonly host: string;
  readonly port: number;
  /** As this computer reaches it; null: it could not be opened, and a notice in `SystemInfo` says why. */
  readonly url: string | null;
  /** The start named another address or port than what is kept, and will again. */
  readonly isOverridden: boolean;
  /** What may be chosen: this computer's addresses, loopback first, wildcards last. */
  readonly addresses: readonly string[];
}

export interface ApiSettings {
  readonly enabled: boolean;
  /** The headless host is of no use without it. */
  readonly canBeDisabled: boolean;
  /** Null while it is off. */
  readonly token: string | null;
}

/** What the program that runs the engine lets be set of itself; null: not with this one. */
export interface HostSettings {
  /** Start at login. */
  readonly autostart: boolean | null;
  readonly listener: ListenerSettings | null;
  /** The API and the window as a page, on the listener. */
  readonly api: ApiSettings | null;
  /** It knows where to look for newer versions of itself. */
  readonly looksForUpdates: boolean;
}

/** What applying a configuration file changed: the ids of monitors and channels, `rules` and `settings`. */
export interface ApplyReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}
