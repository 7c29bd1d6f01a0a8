/** Rows as the engine sends them, for tests of the window's data. */
import type {
  MonitorState,
  MonitorSummary,
  Overview,
  OverviewSummary,
  RecentCheck,
} from '../../electron/contract/model/state.ts';
import { monitorStates } from '../../electron/contract/model/state.ts';
import { monitorSummary } from '../support/monitor-summary.ts';

export function summary(id: string, given: Partial<MonitorSummary> = {}): MonitorSummary {
  return monitorSummary({ id, target: `https://${id}.example.com/`, ...given });
}

export function passedAt(at: number, responseTime = 10): RecentCheck {
  return { at, verdict: 'pass', responseTime };
}

export function counts(given: Partial<Record<MonitorState, number>> = {}): Record<MonitorState, number> {
  const none = Object.fromEntries(monitorStates.map((state) => [state, 0])) as Record<MonitorState, number>;
  return { ...none, ...given };
}

export function overviewOf(...monitors: readonly MonitorSummary[]): Overview {
  const inState = (state: MonitorState): number => monitors.filter((monitor) => monitor.state === state).length;
  const all = Object.fromEntries(monitorStates.map((state) => [state, inState(state)]));
  return {
    state: monitors.length === 0 ? 'empty' : 'up',
    connection: 'online',
    counts: counts(all),
    muted: 0,
    hasPausedTogether: false,
    monitors,
  };
}

export function overall(given: Partial<Record<MonitorState, number>>): OverviewSummary {
  return { state: 'up', connection: 'online', counts: counts(given), muted: 0, hasPausedTogether: false };
}
