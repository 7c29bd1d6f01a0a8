/**
 * The call table: everything that a window, a page or a script can ask of the engine, and the events it sends.
 * The engine implements it once; electron/main/ipc and electron/http carry it. Free of zod, so that the window
 * and the preload take no validator with them.
 */
import type {
  Alert,
  AlertRoute,
  AlertStatus,
  ChannelTestResult,
  ChannelView,
  NotificationEvent,
  Mute,
  Rule,
} from './model/alert.ts';
import type { Incident, IncidentDetail, Ping, Series, Span, Uptime } from './model/history.ts';
import type { Monitor, Severity } from './model/monitor.ts';
import type { Backup, HostSettings, Settings, SystemInfo } from './model/program.ts';
import type { Check, CheckDetail, MonitorSummary, Overview, OverviewSummary, RecentCheck } from './model/state.ts';
import type { Result } from './result.ts';
import type {
  ChannelInput,
  HostPatch,
  MonitorInput,
  MonitorPatch,
  MuteInput,
  RuleInput,
  SettingsPatch,
} from './schemas.ts';

type Call<I, O> = (input: I) => Promise<Result<O>>;
/** Calls that take nothing are made with `undefined` or `{}`. */
type None = Record<string, never> | undefined;
interface ById {
  readonly id: string;
}
interface MonitorRange {
  readonly monitorId: string;
  readonly from: number;
  readonly to: number;
}

/** Newest first. `next` is the `before` of the following page; null: this was the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: number | null;
}

/** Every one that is given must hold. */
export interface AlertFilter {
  readonly incidentId?: number | undefined;
  readonly channelId?: string | undefined;
  readonly monitorId?: string | undefined;
  readonly event?: NotificationEvent | undefined;
  readonly status?: AlertStatus | undefined;
}

export interface ApplyReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

export interface Api {
  readonly overview: {
    readonly get: Call<None, Overview>;
  };
  readonly monitors: {
    readonly list: Call<None, readonly Monitor[]>;
    readonly get: Call<ById, Monitor>;
    readonly create: Call<MonitorInput, Monitor>;
    readonly update: Call<MonitorPatch, Monitor>;
    readonly delete: Call<ById, null>;
    readonly pause: Call<ById, Monitor>;
    readonly resume: Call<ById, Monitor>;
    /** Probes at once, counts like any other check, and answers with it. Not for heartbeats. */
    readonly checkNow: Call<ById, CheckDetail>;
    /** Probes a draft and stores nothing. Hidden secrets are taken from the stored monitor of the same id. */
    readonly preview: Call<MonitorInput, CheckDetail>;
    /** Gives a heartbeat a new token; the old one is unknown from then on. */
    readonly renewToken: Call<ById, Monitor>;
  };
  readonly incidents: {
    /** Open ones first, then newest first. `before` is an incident's id; `from` and `to`: those that overlap them. */
    readonly list: Call<
      {
        readonly monitorId?: string | undefined;
        readonly open?: boolean | undefined;
        readonly severity?: Severity | undefined;
        readonly acknowledged?: boolean | undefined;
        readonly from?: number | undefined;
        readonly to?: number | undefined;
        readonly before?: number | undefined;
        readonly limit?: number | undefined;
      },
      Page<Incident>
    >;
    readonly get: Call<{ readonly id: number }, IncidentDetail>;
    readonly acknowledge: Call<{ readonly id: number; readonly note?: string | undefined }, Incident>;
  };
  readonly history: {
    readonly checks: Call<
      {
        readonly monitorId: string;
        readonly before?: number | undefined;
        readonly failuresOnly?: boolean | undefined;
        readonly limit?: number | undefined;
      },
      Page<Check>
    >;
    readonly check: Call<{ readonly monitorId: string; readonly at: number }, CheckDetail>;
    /** Raw up to two days, hourly up to 30, daily beyond. */
    readonly series: Call<MonitorRange & { readonly phases?: boolean | undefined }, Series>;
    readonly uptime: Call<MonitorRange, Uptime>;
    readonly spans: Call<MonitorRange, readonly Span[]>;
  };
  readonly pings: {
    readonly list: Call<
      { readonly monitorId: string; readonly before?: number | undefined; readonly limit?: number | undefined },
      Page<Ping>
    >;
  };
  readonly channels: {
    readonly list: Call<None, readonly ChannelView[]>;
    readonly create: Call<ChannelInput, ChannelView>;
    readonly update: Call<ChannelInput, ChannelView>;
    readonly delete: Call<ById, null>;
    /** Sends a test message now. A refusal by the other side is a value (`accepted: false`), not an error. */
    readonly test: Call<ById, ChannelTestResult>;
  };
  readonly rules: {
    readonly list: Call<None, readonly Rule[]>;
    readonly replace: Call<{ readonly rules: RuleInput[] }, readonly Rule[]>;
    /** Who would be told if it went down now: enabled channels, in the order of the rules. Empty: nobody. */
    readonly routes: Call<{ readonly monitorId: string }, readonly AlertRoute[]>;
  };
  readonly alerts: {
    readonly list: Call<
      AlertFilter & { readonly before?: number | undefined; readonly limit?: number | undefined },
      Page<Alert>
    >;
  };
  readonly mutes: {
    /** Those that last, oldest first. */
    readonly list: Call<None, readonly Mute[]>;
    /**
     * Replaces the mute of the same scope. `until` is at most 31 days ahead (mute-choices.ts has the usual ones); null
     * ends it with the outage, and is a `conflict` for a monitor that is well.
     */
    readonly set: Call<MuteInput, Mute>;
    /** What is still down is told now. */
    readonly clear: Call<{ readonly id: number }, null>;
  };
  readonly settings: {
    readonly get: Call<None, Settings>;
    readonly update: Call<SettingsPatch, Settings>;
  };
  readonly host: {
    readonly get: Call<None, HostSettings>;
    /**
     * At once and for later starts. `unavailable`: this host has no such setting. `conflict`: the port is taken, and the
     * listener is where it was. A moved listener answers this very call at its old place, and nothing after it.
     */
    readonly update: Call<HostPatch, HostSettings>;
    /** The old token is refused from then on, and whoever listens with it is cut off. */
    readonly renewToken: Call<None, HostSettings>;
  };
  readonly config: {
    /** All or nothing. `env` fills `${NAME}`; field paths in errors are followed by their line: `line 12`. */
    readonly apply: Call<{ readonly yaml: string; readonly env?: Record<string, string> | undefined }, ApplyReport>;
    /** The YAML file; each secret stands as `${NAME}`. */
    readonly export: Call<None, { readonly yaml: string; readonly env: readonly string[] }>;
  };
  readonly system: {
    readonly info: Call<None, SystemInfo>;
    /** @returns the path of the new backup. */
    readonly backup: Call<None, { readonly file: string; readonly bytes: number }>;
    /** Newest first. */
    readonly backups: Call<None, readonly Backup[]>;
    /**
     * At the next start the backup takes the database's place, and what is there then is kept as a backup itself; until
     * then all goes on as it is, and `system.info` shows it. `file` is one of `backups`, or null: not after all.
     */
    readonly restore: Call<{ readonly file: string | null }, { readonly takesEffect: 'at-next-start' | 'never' }>;
  };
}

type CallNames = { readonly [G in keyof Api]: readonly (keyof Api[G])[] };

/** Every call by name: what preload exposes and what the HTTP client offers. A missing name is caught in schemas.test. */
export const callNames = {
  overview: ['get'],
  monitors: ['list', 'get', 'create', 'update', 'delete', 'pause', 'resume', 'checkNow', 'preview', 'renewToken'],
  incidents: ['list', 'get', 'acknowledge'],
  history: ['checks', 'check', 'series', 'uptime', 'spans'],
  pings: ['list'],
  channels: ['list', 'create', 'update', 'delete', 'test'],
  rules: ['list', 'replace', 'routes'],
  alerts: ['list'],
  mutes: ['list', 'set', 'clear'],
  settings: ['get', 'update'],
  host: ['get', 'update', 'renewToken'],
  config: ['apply', 'export'],
  system: ['info', 'backup', 'backups', 'restore'],
} as const satisfies CallNames;

/**
 * What the engine tells its listeners, in order. A listener takes one `overview.get`, then these. A plain check sends
 * only `check`; `monitor` follows every change of state or configuration and replaces the row.
 */
export type EngineEvent =
  | { readonly type: 'overview'; readonly overview: OverviewSummary }
  | {
      readonly type: 'check';
      readonly monitorId: string;
      readonly check: RecentCheck;
      readonly nextCheckAt: number | null;
    }
  | { readonly type: 'monitor'; readonly monitor: MonitorSummary }
  | { readonly type: 'monitorRemoved'; readonly monitorId: string }
  | { readonly type: 'incident'; readonly incident: Incident }
  | { readonly type: 'ping'; readonly monitorId: string; readonly ping: Ping }
  | { readonly type: 'channels' }
  | { readonly type: 'rules' }
  /** Mutes were set or have ended; the monitors and the overview that change by it follow. */
  | { readonly type: 'mutes' }
  | { readonly type: 'alert'; readonly alert: Alert }
  | { readonly type: 'settings'; readonly settings: Settings }
  /** `system.info` or `host.get` is another. */
  | { readonly type: 'system' };

/** The window's face of the engine, whichever transport carries it. */
export interface VigilmonClient {
  readonly api: Api;
  /** @returns the function that ends the subscription. */
  readonly subscribe: (listener: (event: EngineEvent) => void, onGap: () => void) => () => void;
}
