/**
 * The list of monitors, kept current by deltas: one `overview.get`, then events. Rows of one batch of events are
 * replaced, never changed, so that only what is on screen and differs is drawn again.
 */
import type { EngineEvent } from '../../electron/contract/events.ts';
import type {
  MonitorState,
  MonitorSummary,
  OverallState,
  Overview,
  OverviewSummary,
  RecentCheck,
} from '../../electron/contract/model/state.ts';

/** As many ticks as the engine sends for a strip. */
const maxRecent = 40;

export interface OverviewData {
  readonly summary: OverviewSummary;
  readonly monitors: ReadonlyMap<string, MonitorSummary>;
}

export function readOverview({ monitors, ...summary }: Overview): OverviewData {
  return { summary, monitors: new Map(monitors.map((monitor) => [monitor.id, monitor])) };
}

function withCheck(monitor: MonitorSummary, check: RecentCheck, nextCheckAt: number | null): MonitorSummary {
  // An event that was on its way while the overview was fetched is already in it.
  if (monitor.lastCheckAt !== null && check.at <= monitor.lastCheckAt) return { ...monitor, nextCheckAt };
  return {
    ...monitor,
    lastCheckAt: check.at,
    responseTime: check.responseTime,
    nextCheckAt,
    recent: [...monitor.recent, check].slice(-maxRecent),
  };
}

/** @returns the same object where the events say nothing about the list. */
export function applyEvents(data: OverviewData, events: readonly EngineEvent[]): OverviewData {
  let { summary } = data;
  const monitors = new Map(data.monitors);
  let isChanged = false;
  for (const event of events) {
    if (event.type === 'overview') summary = event.overview;
    else isChanged = applyToMonitors(monitors, event) || isChanged;
  }
  if (!isChanged && summary === data.summary) return data;
  return { summary, monitors: isChanged ? monitors : data.monitors };
}

/** @returns whether it changed anything. */
function applyToMonitors(monitors: Map<string, MonitorSummary>, event: EngineEvent): boolean {
  if (event.type === 'monitor') {
    monitors.set(event.monitor.id, event.monitor);
    return true;
  }
  if (event.type === 'monitorRemoved') return monitors.delete(event.monitorId);
  const monitor = event.type === 'check' ? monitors.get(event.monitorId) : undefined;
  if (event.type !== 'check' || monitor === undefined) return false;
  monitors.set(event.monitorId, withCheck(monitor, event.check, event.nextCheckAt));
  return true;
}

/** Monitors whose state differs, for the spoken announcement. */
export function stateChanges(before: OverviewData, after: OverviewData): readonly MonitorSummary[] {
  if (before.monitors === after.monitors) return [];
  return [...after.monitors.values()].filter((monitor) => {
    const earlier = before.monitors.get(monitor.id);
    return earlier !== undefined && earlier !== monitor && earlier.state !== monitor.state;
  });
}

/** The shape beside the headline: what the headline speaks of, the muted included, which the overall state leaves out. */
export function headlineState({ state, counts }: OverviewSummary): MonitorState | OverallState {
  if (counts.down > 0) return 'down';
  if (counts.failing + counts.late > 0) return 'failing';
  return state === 'empty' ? 'unknown' : state;
}
