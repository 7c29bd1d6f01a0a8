/**
 * The list of monitors, kept current by deltas: one `overview.get`, then events. Rows are replaced, never mutated, so
 * that only visible rows that differ are rendered again.
 */
import type { EngineEvent } from '../../electron/contract/events.ts';
import { newestOf, packRecent, recentLimit } from '../../electron/contract/model/recent-checks.ts';
import type {
  MonitorState,
  MonitorSummary,
  OverallState,
  Overview,
  OverviewSummary,
} from '../../electron/contract/model/state.ts';

export interface OverviewData {
  readonly summary: OverviewSummary;
  readonly monitors: ReadonlyMap<string, MonitorSummary>;
}

export function readOverview({ monitors, ...summary }: Overview): OverviewData {
  return { summary, monitors: new Map(monitors.map((monitor) => [monitor.id, monitor])) };
}

/** As if these monitors did not exist, in the counts as well: their deletion can still be undone. */
export function withoutMonitors(data: OverviewData, hidden: ReadonlySet<string>): OverviewData {
  const gone = [...hidden].flatMap((id) => data.monitors.get(id) ?? []);
  if (gone.length === 0) return data;
  const counts = { ...data.summary.counts };
  for (const { state } of gone) counts[state] -= 1;
  const monitors = new Map([...data.monitors].filter(([id]) => !hidden.has(id)));
  const muted = data.summary.muted - gone.filter((monitor) => monitor.muted !== null).length;
  const state = monitors.size === 0 ? 'empty' : data.summary.state;
  return { summary: { ...data.summary, state, counts, muted }, monitors };
}

type CheckEvent = Extract<EngineEvent, { readonly type: 'check' }>;

function withCheck(monitor: MonitorSummary, { check, nextCheckAt, figure }: CheckEvent): MonitorSummary {
  // An event that was in transit during the fetch is already included.
  if (monitor.lastCheckAt !== null && check.at <= monitor.lastCheckAt) return { ...monitor, nextCheckAt };
  return {
    ...monitor,
    lastCheckAt: check.at,
    responseTime: check.responseTime,
    figure: figure ?? null,
    nextCheckAt,
    recent: newestOf([...monitor.recent, ...packRecent([check])], recentLimit),
  };
}

/** @returns the same object if the events do not affect the list. */
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

/** @returns whether anything changed. */
function applyToMonitors(monitors: Map<string, MonitorSummary>, event: EngineEvent): boolean {
  if (event.type === 'monitor') {
    monitors.set(event.monitor.id, event.monitor);
    return true;
  }
  if (event.type === 'monitorRemoved') return monitors.delete(event.monitorId);
  const monitor = event.type === 'check' ? monitors.get(event.monitorId) : undefined;
  if (event.type !== 'check' || monitor === undefined) return false;
  monitors.set(event.monitorId, withCheck(monitor, event));
  return true;
}

/** Monitors whose state changed, for the screen reader announcement. */
export function stateChanges(before: OverviewData, after: OverviewData): readonly MonitorSummary[] {
  if (before.monitors === after.monitors) return [];
  return [...after.monitors.values()].filter((monitor) => {
    const earlier = before.monitors.get(monitor.id);
    return earlier !== undefined && earlier !== monitor && earlier.state !== monitor.state;
  });
}

/** The shape of the headline: its subject's state, muted monitors included, which the overall state ignores. */
export function headlineState({ state, counts }: OverviewSummary): MonitorState | OverallState {
  if (counts.down > 0) return 'down';
  if (counts.failing + counts.late > 0) return 'failing';
  return state === 'empty' ? 'unknown' : state;
}

/** The monitors that the headline is about, in the order of `headlineState`; none: all is well. */
export function headlineMonitors(monitors: Iterable<MonitorSummary>): readonly MonitorSummary[] {
  const all = [...monitors];
  const groups: readonly (readonly MonitorState[])[] = [['down'], ['failing', 'late'], ['degraded'], ['unknown']];
  return (
    groups.map((states) => all.filter(({ state }) => states.includes(state))).find(({ length }) => length > 0) ?? []
  );
}
