/** The monitors that are watched now, by id and, for heartbeats, by token. */
import type { Incident } from '../../contract/model/history.ts';
import type { Monitor } from '../../contract/model/monitor.ts';
import type { RecentCheck } from '../../contract/model/state.ts';
import type { Directory } from '../alert/directory.ts';
import { openMuteList, type MuteList } from '../alert/mute-list.ts';
import { isUncovered } from '../alert/routing.ts';
import type { MonitorRecord } from '../store/store.ts';
import type { Watched } from './watched.ts';

/** What is stored of a monitor from before. */
export interface Past {
  readonly incident: Incident | null;
  readonly recent: readonly RecentCheck[];
}

const noPast: Past = { incident: null, recent: [] };

export interface Roster {
  readonly all: () => readonly Watched[];
  readonly ids: () => ReadonlySet<string>;
  readonly find: (id: string) => Watched | null;
  readonly findByToken: (token: string) => Watched | null;
  /** @param past none for a monitor that is new. */
  readonly add: (record: MonitorRecord, past?: Past) => Watched;
  readonly replace: (watched: Watched, monitor: Monitor) => void;
  readonly remove: (watched: Watched) => void;
  /** After rules or channels have changed. @returns those whose answer is another now. */
  readonly refreshCoverage: () => readonly Watched[];
}

export function openRoster(directory: Directory, mutes: MuteList = openMuteList([])): Roster {
  const byId = new Map<string, Watched>();
  const byToken = new Map<string, Watched>();
  const uncovered = (monitor: Monitor): boolean => isUncovered(monitor, directory.rules(), directory.channels());

  function index(watched: Watched): void {
    byId.set(watched.monitor.id, watched);
    if (watched.monitor.kind === 'heartbeat') byToken.set(watched.monitor.token, watched);
  }
  function unindex({ monitor }: Watched): void {
    byId.delete(monitor.id);
    if (monitor.kind === 'heartbeat') byToken.delete(monitor.token);
  }

  return {
    all: () => Array.from(byId.values()),
    ids: () => new Set(byId.keys()),
    find: (id) => byId.get(id) ?? null,
    findByToken: (token) => byToken.get(token) ?? null,
    add({ key, monitor, tracking }, { incident, recent } = noPast) {
      const watched: Watched = {
        key,
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
