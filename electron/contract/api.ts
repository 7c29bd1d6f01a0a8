/**
 * The call table: everything that a window, a page or a script can ask of the engine, and the events it sends.
 * The engine implements it once; electron/main/ipc and electron/http carry it. Free of zod, so that the window
 * and the preload take no validator with them.
 */
import type {
  Alert,
  ChannelTestResult,
  ChannelView,
  Check,
  CheckDetail,
  Incident,
  IncidentDetail,
  Monitor,
  MonitorSummary,
  Overview,
  OverviewSummary,
  Ping,
  RecentCheck,
  Rule,
  Series,
  Settings,
  Span,
  SystemInfo,
  Uptime,
} from './model.ts';
import type { Result } from './result.ts';
import type { ChannelInput, MonitorInput, MonitorPatch, RuleInput, SettingsPatch } from './schemas.ts';

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
    /** Open ones first, then newest first. `before` is an incident's id. */
    readonly list: Call<
      {
        readonly monitorId?: string | undefined;
        readonly open?: boolean | undefined;
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
    readonly series: Call<MonitorRange, Series>;
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
  };
  readonly alerts: {
    readonly list: Call<
      {
        readonly incidentId?: number | undefined;
        readonly channelId?: string | undefined;
        readonly before?: number | undefined;
        readonly limit?: number | undefined;
      },
      Page<Alert>
    >;
  };
  readonly settings: {
    readonly get: Call<None, Settings>;
    readonly update: Call<SettingsPatch, Settings>;
  };
  readonly config: {
    /** All or nothing. `env` fills `${NAME}`; field paths in errors are followed by their line: `line 12`. */
    readonly apply: Call<
      { readonly yaml: string; readonly env?: Record<string, string> | undefined },
      ApplyReport
    >;
    /** The YAML file; each secret stands as `${NAME}`. */
    readonly export: Call<None, { readonly yaml: string; readonly env: readonly string[] }>;
  };
  readonly system: {
    readonly info: Call<None, SystemInfo>;
    /** @returns the path of the new backup. */
    readonly backup: Call<None, { readonly file: string; readonly bytes: number }>;
  };
}

type CallNames = { readonly [G in keyof Api]: readonly (keyof Api[G])[] };

/** Every call by name: what preload exposes and what the HTTP client offers. A missing name is caught in schemas.test. */
export const callNames = {
  overview: ['get'],
  monitors: [
    'list',
    'get',
    'create',
    'update',
    'delete',
    'pause',
    'resume',
    'checkNow',
    'preview',
    'renewToken',
  ],
  incidents: ['list', 'get', 'acknowledge'],
  history: ['checks', 'check', 'series', 'uptime', 'spans'],
  pings: ['list'],
  channels: ['list', 'create', 'update', 'delete', 'test'],
  rules: ['list', 'replace'],
  alerts: ['list'],
  settings: ['get', 'update'],
  config: ['apply', 'export'],
  system: ['info', 'backup'],
} as const satisfies CallNames;

/**
 * What the engine tells its listeners, in order. A listener takes one `overview.get`, then these. A plain check sends
 * only `check`; `monitor` follows every change of state or configuration and replaces the row.
 */
export type EngineEvent =
  | { readonly type: 'overview'; readonly overview: OverviewSummary }
  | { readonly type: 'check'; readonly monitorId: string; readonly check: RecentCheck; readonly nextCheckAt: number | null }
  | { readonly type: 'monitor'; readonly monitor: MonitorSummary }
  | { readonly type: 'monitorRemoved'; readonly monitorId: string }
  | { readonly type: 'incident'; readonly incident: Incident }
  | { readonly type: 'ping'; readonly monitorId: string; readonly ping: Ping }
  | { readonly type: 'channels' }
  | { readonly type: 'rules' }
  | { readonly type: 'alert'; readonly alert: Alert }
  | { readonly type: 'settings'; readonly settings: Settings }
  | { readonly type: 'system' };

/** The window's face of the engine, whichever transport carries it. */
export interface VigilmonClient {
  readonly api: Api;
  /** @returns the function that ends the subscription. */
  readonly subscribe: (listener: (event: EngineEvent) => void, onGap: () => void) => () => void;
}
