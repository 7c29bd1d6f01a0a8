/**
 * The program itself: settings, backups, and the settings of its host.
 * Times (`...At`, `from`, `to`) are epoch milliseconds, durations milliseconds. These are the types that the engine
 * returns, every default filled in; the types that it accepts are in schemas.ts.
 */
import type { FilePlace } from '../result.ts';
import type { Shortcut } from '../shortcut.ts';
import type { WordedLocationWarning } from '../location-warnings.ts';
import type { WordedNotice } from '../notices.ts';
import type { DigestSchedule, Rule } from './alert.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Settings {
  readonly theme: Theme;
  /** Days; raw response times, and hourly and daily rollups. Spans and incidents are kept for `historyDays`. */
  readonly rawDays: number;
  readonly historyDays: number;
  /** Connections being opened at once. Those that wait for a response do not count. */
  readonly maxConcurrent: number;
  /** Concurrent checks of one host. */
  readonly maxPerHost: number;
  /** URLs that respond with `204 No Content`; two of three decide whether this computer is online. Empty: it always counts as online. */
  readonly anchors: readonly string[];
  /** On battery each interval is four times as long, up to an hour; longer ones stay unchanged. */
  readonly stretchOnBattery: boolean;
  /** Packages of the desktop application check for a newer version once a day; checking manually is always possible. */
  readonly checkForUpdates: boolean;
  /** Notifications that become due within so many milliseconds are sent as one message; 0: each by itself. */
  readonly groupWait: number;
  /** More changes of a monitor within an hour are reported as flapping; 0: never. */
  readonly flapAfter: number;
  /** A ping with the ping key, a new slug and `create=1` creates the monitor. */
  readonly createFromPings: boolean;
  /** Null: none is sent. */
  readonly digest: DigestSchedule | null;
}

export interface SystemInfo {
  readonly version: string;
  readonly host: 'desktop' | 'headless';
  /** The runtime: `Node 24.1.0`, `Electron 45.4.1, Node 24.1.0`. */
  readonly runtime: string;
  readonly dataDirectory: string;
  readonly databaseBytes: number;
  /** `http://127.0.0.1:7464`, the base of ping URLs; null: the listener is not running, and a notice says why. */
  readonly listenerUrl: string | null;
  readonly startedAt: number;
  readonly lateness: Lateness;
  /** What the user should know of the program, worst first. */
  readonly notices: readonly WordedNotice[];
  /** The backup that the next start restores; null: none. */
  readonly restore: Backup | null;
}

/** Whether the program keeps up with the intervals of its monitors. */
export interface Lateness {
  /** Monitors whose check is overdue by more than ten seconds, so that their state may be out of date. */
  readonly monitors: number;
  /** The longest delay; 0: none. */
  readonly byMs: number;
}

/** Daily; before a schema migration; before a restore; or on request. */
export type BackupReason = 'daily' | 'migration' | 'restore' | 'asked';

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
  /** The address from this computer; null: it could not be opened, and a notice in `SystemInfo` says why. */
  readonly url: string | null;
  /** Start options override the stored address or port. */
  readonly isOverridden: boolean;
  /** The available choices: this computer's addresses, loopback first, wildcards last. */
  readonly addresses: readonly string[];
}

/** Who may read `GET /metrics`: nobody, whoever has the API token, or any program on this computer. */
export const metricsAccesses = ['off', 'token', 'open'] as const;
export type MetricsAccess = (typeof metricsAccesses)[number];

export interface ApiSettings {
  readonly enabled: boolean;
  /** False for the headless host, which needs it. */
  readonly canBeDisabled: boolean;
  /** Null while it is off. */
  readonly token: string | null;
  readonly metrics: MetricsAccess;
}

/** Whether monitors of kind `command` may run programs. */
export interface CommandSettings {
  readonly allowed: boolean;
  /** False: decided by how the program was started. */
  readonly canBeChanged: boolean;
}

/** The command `vigilmon` of this user, where the package itself installs none. */
export interface CommandLineSettings {
  /** Where it is, or would be. */
  readonly path: string;
  readonly isInstalled: boolean;
  /** Its folder, if the PATH of this program lacks it. */
  readonly missingFromPath: string | null;
}

/** Settings of the program that hosts the engine; null: not available in this one. */
export interface HostSettings {
  /** Start at login. */
  readonly autostart: boolean | null;
  /** Closing the window leaves the program running; false: it quits. */
  readonly keepsRunning: boolean | null;
  readonly listener: ListenerSettings | null;
  /** The API and the window as a web page, on the listener. */
  readonly api: ApiSettings | null;
  readonly commands: CommandSettings | null;
  readonly commandLine: CommandLineSettings | null;
  /** What opens the desktop application from any program. */
  readonly shortcut: ShortcutSettings | null;
  /** Null: it has no address at which to check for newer versions. */
  readonly updates: UpdateSettings | null;
  readonly log: LogSettings | null;
}

export interface LogSettings {
  /** Its path. It may not exist, if it could not be opened. */
  readonly file: string;
  /** The application can show it in its folder. */
  readonly canBeShown: boolean;
}

export interface ShortcutSettings extends Shortcut {
  /** It does not work: another program has it, or the system refuses it. */
  readonly isTaken: boolean;
  /** On Wayland, where the desktop decides whether there are such combinations. */
  readonly isUpToDesktop: boolean;
}

/**
 * How checking for a newer version stands. `unsupported`: this kind of installation cannot check. `unreachable` and
 * `unreadable`: the last check failed.
 */
export type UpdateStatus =
  | { readonly is: 'unchecked' | 'checking' | 'newest' | 'unsupported' | 'unreachable' | 'unreadable' }
  | ({ readonly is: 'available' | 'downloading' | 'ready' | 'failed' } & Release);

export interface Release {
  readonly version: string;
  /** Plain text; empty: there are none. */
  readonly notes: string;
}

export interface UpdateSettings {
  readonly status: UpdateStatus;
  /** False: the package manager of the system does. */
  readonly installsItself: boolean;
}

/** A variable of a configuration file that is not set. */
export interface MissingVariable {
  readonly name: string;
  /** What it is for. */
  readonly fields: readonly FilePlace[];
}

export type ConfigSection = 'monitors' | 'channels' | 'rules' | 'maintenance' | 'locations' | 'settings';

export interface ConfigChange {
  readonly section: ConfigSection;
  /** Empty: records of this section have no kinds. */
  readonly kind: string;
  readonly id: string;
  /** Of a rule: of the channels that it names. Of the settings: empty. */
  readonly name: string;
  readonly change: 'created' | 'updated' | 'removed';
  /** Those that are updated. */
  readonly fields: readonly string[];
  /** What such a field was and becomes, with `–` for none; absent: secret, or too much for a line. */
  readonly values: Readonly<Partial<Record<string, readonly [was: string, becomes: string]>>>;
  /** That is added or removed. */
  readonly rule?: Omit<Rule, 'id'>;
}

/** What an import would change. */
export interface ImportPlan {
  /** Unless empty, these are needed first, and the rest is not known. */
  readonly missing: readonly MissingVariable[];
  readonly changes: readonly ConfigChange[];
  readonly unchanged: number;
  readonly warnings: ApplyReport['warnings'];
}

/** What applying a configuration file changed: the ids of monitors and channels, `rules` and `settings`. */
export interface ApplyReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  /** Of created and updated monitors. */
  readonly warnings: readonly (WordedLocationWarning & { readonly monitorId: string })[];
}
