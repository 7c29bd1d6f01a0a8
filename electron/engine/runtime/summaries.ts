/** What the lists and the tray show of the watched monitors. */
import type { Connection, MonitorSummary, Overview, OverviewSummary } from '../../contract/model/state.ts';
import { targetOf } from '../monitors/target.ts';
import { countStates, overallState } from '../state/summary.ts';
import { slownessOf } from '../incidents/slowness.ts';
import { stateOf, type WatchedMonitor } from './watched-monitor.ts';

export function summarise(watched: WatchedMonitor, nextCheckAt: number | null): MonitorSummary {
  const { monitor, tracking } = watched;
  const state = stateOf(watched);
  const responseTime = watched.recent.at(-1)?.responseTime ?? null;
  return {
    id: monitor.id,
    name: monitor.name,
    kind: monitor.kind,
    enabled: monitor.enabled,
    severity: monitor.severity,
    tags: monitor.tags,
    target: targetOf(monitor),
    state,
    since: tracking.since,
    reason: state === 'degraded' ? slownessOf(monitor, responseTime) : (tracking.failure?.message ?? null),
    lastCheckAt: watched.lastCheckAt,
    responseTime,
    nextCheckAt: monitor.kind === 'heartbeat' ? null : nextCheckAt,
    deadlineAt: tracking.deadlineAt,
    openIncidentId: watched.incident?.id ?? null,
    uncovered: watched.uncovered,
    muted: watched.muted === null ? null : { until: watched.muted.until },
    recent: watched.recent,
  };
}

/** Without a connection nothing shows green: what was up a moment ago may not be now. */
export function overviewSummary(all: readonly WatchedMonitor[], connection: Connection): OverviewSummary {
  const heard = all.filter(({ muted }) => muted === null);
  const overall = overallState(heard.map(stateOf), all.length - heard.length);
  const state = connection !== 'online' && overall === 'up' ? 'unknown' : overall;
  return { state, connection, counts: countStates(all.map(stateOf)), muted: all.length - heard.length };
}

export interface OverviewSource {
  readonly dueAt: (id: string) => number | null;
  readonly connection: () => Connection;
}

export function overview(all: readonly WatchedMonitor[], { dueAt, connection }: OverviewSource): Overview {
  return {
    ...overviewSummary(all, connection()),
    monitors: all.map((watched) => summarise(watched, dueAt(watched.monitor.id))),
  };
}
