/** Overviews and monitors for the tests of the tray. */
import type { MonitorState, MonitorSummary, OverallState, Overview } from '../../../electron/contract/model/state.ts';
import { monitorSummary } from '../../support/monitor-summary.ts';

export function monitor(id: string, state: MonitorState, changes: Partial<MonitorSummary> = {}): MonitorSummary {
  return monitorSummary({ id, state, ...changes });
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
    hasPausedTogether: false,
    monitors,
  };
}

export function many(count: number, state: MonitorState, changes: Partial<MonitorSummary> = {}): MonitorSummary[] {
  return Array.from({ length: count }, (_, index) => monitor(`${state}-${index}`, state, changes));
}
