/** What the engine tells its listeners, in order. */
import type { Alert } from './model/alert.ts';
import type { Ping } from './model/history.ts';
import type { Settings } from './model/program.ts';
import type { MonitorSummary, OverviewSummary, RecentCheck } from './model/state.ts';
import type { WordedIncident } from './worded.ts';

/**
 * A listener takes one `overview.get`, then these. A plain check sends only `check`; `monitor` follows every change of
 * state or configuration and replaces the row.
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
  | { readonly type: 'incident'; readonly incident: WordedIncident }
  | { readonly type: 'ping'; readonly monitorId: string; readonly ping: Ping }
  | { readonly type: 'channels' }
  | { readonly type: 'rules' }
  /** Mutes were set or have ended; the monitors and the overview that change by it follow. */
  | { readonly type: 'mutes' }
  | { readonly type: 'alert'; readonly alert: Alert }
  | { readonly type: 'settings'; readonly settings: Settings }
  /** `system.info` or `host.get` is another. */
  | { readonly type: 'system' };
