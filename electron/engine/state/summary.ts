/**
 * The overall state: the worst of the monitors that count, `down` before `degraded` before `unknown` before `up`. It is
 * `up` only if nothing is unknown, so that green is never stale. Transient states (`failing`, `late`, `running`) count as
 * up until they are confirmed. A `new` monitor counts only if no other state is known. Monitors that are paused, muted or
 * in maintenance do not count; if there are no others, the overall state is `paused`.
 */
import { monitorStates, type MonitorState, type OverallState } from '../../contract/model/state.ts';

type Counted = Exclude<OverallState, 'empty' | 'paused'>;

const countsAs: Readonly<Record<MonitorState, Counted | 'new' | null>> = {
  new: 'new',
  up: 'up',
  running: 'up',
  late: 'up',
  failing: 'up',
  degraded: 'degraded',
  down: 'down',
  unknown: 'unknown',
  paused: null,
  maintenance: null,
};

const worstFirst: readonly Counted[] = ['down', 'degraded', 'unknown', 'up'];

export function countStates(states: Iterable<MonitorState>): Readonly<Record<MonitorState, number>> {
  const counts: Record<MonitorState, number> = {
    new: 0,
    up: 0,
    degraded: 0,
    failing: 0,
    down: 0,
    unknown: 0,
    paused: 0,
    maintenance: 0,
    running: 0,
    late: 0,
  };
  for (const state of states) counts[state] += 1;
  return counts;
}

/** @param mutedCount muted monitors, which are not in `states`. */
export function overallState(states: Iterable<MonitorState>, mutedCount = 0): OverallState {
  const counts = countStates(states);
  const present = monitorStates.filter((state) => counts[state] > 0);
  if (present.length === 0) return mutedCount === 0 ? 'empty' : 'paused';
  const counted = new Set(present.map((state) => countsAs[state]).filter((state) => state !== null));
  if (counted.size === 0) return 'paused';
  return worstFirst.find((state) => counted.has(state)) ?? 'unknown';
}
