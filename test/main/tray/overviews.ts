/** Overviews and monitors for the tests of the tray. */
import type { MonitorState, MonitorSummary, OverallState, Overview } from '../../../electron/contract/model/state.ts';

export function monitor(id: string, state: MonitorState, changes: Partial<MonitorSummary> = {}): MonitorSummary {
  return {
    id,
    name: id,
    kind: 'http',
    enabled: true,
    severity: 'critical',
    tags: [],
    locations: [],
    target: 'http://127.0.0.1:5000/health',
    state,
    since: 0,
    reason: null,
    lastCheckAt: null,
    responseTime: null,
    nextCheckAt: null,
    deadlineAt: null,
    clock: null,
    openIncidentId: null,
    causedBy: null,
    behind: 0,
    uncovered: false,
    certificate: null,
    registration: null,
    muted: null,
    isFlapping: false,
    recent: [],
    ...changes,
  };
}

export function overview(state: OverallState, monitors: readonly MonitorSummary[]): Overview {
  const count = (of: MonitorState): number => monitors.filter((one) => one.state === of).length;
  return {
    state,
    connection: 'online',
    counts: {
      new: count('new'),
      up: count('up'),
      degraded: count('degraded'),
      failing: count('failing'),
      down: count('down'),
      unknown: count('unknown'),
      paused: count('paused'),
      maintenance: count('maintenance'),
      running: count('running'),
      late: count('late'),
    },
    muted: monitors.filter(({ muted }) => muted !== null).length,
    monitors,
  };
}

export function many(count: number, state: MonitorState, changes: Partial<MonitorSummary> = {}): MonitorSummary[] {
  return Array.from({ length: count }, (_, index) => monitor(`${state}-${index}`, state, changes));
}
