/** All monitors by id and, if they are pinged, by token. */
import type { MainFigure } from '../../contract/model/figure.ts';
import type { Incident } from '../../contract/model/history.ts';
import type { Secret } from '../../contract/model/secret.ts';
import { isPinged, type Monitor } from '../../contract/monitors/registry.ts';
import { newestCheck, type MutableRecentChecks } from '../../contract/model/recent-checks.ts';
import { countsBehind } from '../dependencies/graph.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { openMuteList, type MuteList } from '../notifications/mute-list.ts';
import { isUncovered } from '../notifications/routing.ts';
import { hashOfToken } from './secrets.ts';
import type { MonitorEntry } from './monitor-entry.ts';
import type { MonitorRecord } from '../store/monitor-repository.ts';

/** The stored history of a monitor, as far as it is kept in memory. */
export interface Past {
  readonly incident: Incident | null;
  readonly recent: MutableRecentChecks;
  readonly registrationEndsAt: number | null;
  readonly figure: MainFigure | null;
}

const nothingBefore = (): Past => ({ incident: null, recent: [], registrationEndsAt: null, figure: null });
const noReports: MonitorEntry['reports'] = new Map();

export interface MonitorRegistry {
  readonly all: () => readonly MonitorEntry[];
  readonly ids: () => ReadonlySet<string>;
  readonly find: (id: string) => MonitorEntry | null;
  /** How many monitors that are not paused depend on it, also through others. */
  readonly behind: (id: string) => number;
  readonly findByToken: (token: Secret) => MonitorEntry | null;
  /** @param past absent for a new monitor. */
  readonly add: (record: MonitorRecord, past?: Past) => MonitorEntry;
  readonly replace: (entry: MonitorEntry, monitor: Monitor) => void;
  readonly remove: (entry: MonitorEntry) => void;
  /** After rules or channels have changed. @returns the entries whose coverage changed. */
  readonly refreshCoverage: () => readonly MonitorEntry[];
}

export function openMonitorRegistry(alertConfig: AlertConfig, mutes: MuteList = openMuteList([])): MonitorRegistry {
  const byId = new Map<string, MonitorEntry>();
  /** By the hash of the token. */
  const byToken = new Map<string, MonitorEntry>();
  /** Null: monitors have changed since it was counted. */
  let counts: ReadonlyMap<string, number> | null = null;
  const uncovered = (monitor: Monitor): boolean => isUncovered(monitor, alertConfig.rules(), alertConfig.proven());

  function index(entry: MonitorEntry): void {
    counts = null;
    byId.set(entry.monitor.id, entry);
    if (isPinged(entry.monitor)) byToken.set(hashOfToken(entry.monitor.token), entry);
  }
  function unindex({ monitor }: MonitorEntry): void {
    counts = null;
    byId.delete(monitor.id);
    if (isPinged(monitor)) byToken.delete(hashOfToken(monitor.token));
  }

  return {
    all: () => Array.from(byId.values()),
    ids: () => new Set(byId.keys()),
    find: (id) => byId.get(id) ?? null,
    behind(id) {
      counts ??= countsBehind(Array.from(byId.values()).flatMap(({ monitor }) => (monitor.enabled ? [monitor] : [])));
      return counts.get(id) ?? 0;
    },
    findByToken: (token) => byToken.get(hashOfToken(token)) ?? null,
    add(
      { key, stream, monitor, tracking, certificateEndsAt, isPausedTogether },
      { incident, recent, registrationEndsAt, figure }: Past = nothingBefore(),
    ) {
      const entry: MonitorEntry = {
        key,
        stream,
        monitor,
        tracking,
        incident,
        isPausedTogether,
        recent,
        lastCheckAt: newestCheck(recent)?.at ?? null,
        certificateEndsAt,
        registrationEndsAt,
        figure,
        latest: null,
        reports: noReports,
        lastGood: null,
        isFresh: false,
        uncovered: uncovered(monitor),
        muted: mutes.of(monitor),
      };
      index(entry);
      return entry;
    },
    replace(entry, monitor) {
      unindex(entry);
      entry.monitor = monitor;
      entry.isPausedTogether &&= !monitor.enabled;
      entry.latest = null;
      entry.reports = noReports;
      entry.uncovered = uncovered(monitor);
      entry.muted = mutes.of(monitor);
      index(entry);
    },
    remove: unindex,
    refreshCoverage: () =>
      Array.from(byId.values()).filter((entry) => {
        const before = entry.uncovered;
        entry.uncovered = uncovered(entry.monitor);
        return entry.uncovered !== before;
      }),
  };
}
