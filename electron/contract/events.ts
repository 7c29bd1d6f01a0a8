/** The events that the engine emits, in order. */
import type { Alert } from './model/alert.ts';
import type { MainFigure } from './model/figure.ts';
import type { Ping } from './model/history.ts';
import type { Settings } from './model/program.ts';
import type { MonitorSummary, OverviewSummary, RecentCheck } from './model/state.ts';
import type { WordedIncident } from './worded.ts';

/**
 * A listener calls `overview.get` once and then applies these. A plain check emits only `check`; `monitor` follows every
 * change of state or configuration and replaces the row.
 */
export type EngineEvent =
  | { readonly type: 'overview'; readonly overview: OverviewSummary }
  | {
      readonly type: 'check';
      readonly monitorId: string;
      readonly check: RecentCheck;
      /** Absent: it found none. */
      readonly figure?: MainFigure;
      readonly nextCheckAt: number | null;
    }
  | { readonly type: 'monitor'; readonly monitor: MonitorSummary }
  | { readonly type: 'monitorRemoved'; readonly monitorId: string }
  | { readonly type: 'incident'; readonly incident: WordedIncident }
  | { readonly type: 'ping'; readonly monitorId: string; readonly ping: Ping }
  | { readonly type: 'channels' }
  | { readonly type: 'rules' }
  /** A location was changed or has answered. */
  | { readonly type: 'locations' }
  /** Mutes were set or have ended; events for the affected monitors and the overview follow. */
  | { readonly type: 'mutes' }
  /** Maintenance windows were changed, or one has started or ended. */
  | { readonly type: 'maintenance' }
  | { readonly type: 'alert'; readonly alert: Alert }
  | { readonly type: 'settings'; readonly settings: Settings }
  /** The result of `system.info` or `host.get` has changed. */
  | { readonly type: 'system' };
