/** The monitors that are watched now, by id and, where they are pinged, by token. */
import type { Incident } from '../../contract/model/history.ts';
import { isPinged, type Monitor } from '../../contract/monitors/registry.ts';
import type { RecentCheck } from '../../contract/model/state.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { openMuteList, type MuteList } from '../notifications/mute-list.ts';
import { isUncovered } from '../notifications/routing.ts';
import type { MonitorRecord } from '../store/store.ts';
import type { WatchedMonitor } from './watched-monitor.ts';

/** What is stored of a monitor from before. */
export interface Past {
  readonly incident: Incident | null;
  readonly recent: readonly RecentCheck[];
}

const noPast: Past = { incident: null, recent: [] };

export interface MonitorRegistry {
  readonly all: () => readonly WatchedMonitor[];
  readonly ids: () => ReadonlySet<string>;
  readonly find: (id: string) => WatchedMonitor | null;
  readonly findByToken: (token: string) => WatchedMonitor | null;
  /** @param past none for a monitor that is new. */
  readonly add: (record: MonitorRecord, past?: Past) => WatchedMonitor;
  readonly replace: (watched: WatchedMonitor, monitor: Monitor) => void;
  readonly remove: (watched: WatchedMonitor) => void;
  /** After rules or channels have changed. @returns those whose answer is another now. */
  readonly refreshCoverage: () => readonly WatchedMonitor[];
}

export function openMonitorRegistry(alertConfig: AlertConfig, mutes: MuteList = openMuteList([])): MonitorRegistry {
  const byId = new Map<string, WatchedMonitor>();
  const byToken = new Map<string, WatchedMonitor>();
  const uncovered = (monitor: Monitor): boolean => isUncovered(monitor, alertConfig.rules(), alertConfig.channels());

  function index(watched: WatchedMonitor): void {
    byId.set(watched.monitor.id, watched);
    if (isPinged(watched.monitor)) byToken.set(watched.monitor.token, watched);
  }
  function unindex({ monitor }: WatchedMonitor): void {
    byId.delete(monitor.id);
    if (isPinged(monitor)) byToken.delete(monitor.token);
  }

  return {
    all: () => Array.from(byId.values()),
    ids: () => new Set(byId.keys()),
    find: (id) => byId.get(id) ?? null,
    findByToken: (token) => byToken.get(token) ?? null,
    add({ key, stream, monitor, tracking }, { incident, recent } = noPast) {
      const watched: WatchedMonitor = {
        key,
        stream,
        monitor,
        tracking,
        incident,
        recent,
        lastCheckAt: recent.at(-1)?.at ?? null,
        lastGood: null,
        isFresh: false,
        uncovered: uncovered(monitor),
        muted: mutes.of(monitor),
      };
      index(watched);
      return watched;
    },
    replace(watched, monitor) {
      unindex(watched);
      watched.monitor = monitor;
      watched.uncovered = uncovered(monitor);
      watched.muted = mutes.of(monitor);
      index(watched);
    },
    remove: unindex,
    refreshCoverage: () =>
      Array.from(byId.values()).filter((watched) => {
        const before = watched.uncovered;
        watched.uncovered = uncovered(watched.monitor);
        return watched.uncovered !== before;
      }),
  };
}
