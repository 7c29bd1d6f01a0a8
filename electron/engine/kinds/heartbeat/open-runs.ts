/**
 * The runs of a job that have started and not ended. A run with an id ends with that id; a run without one ends with an
 * end without one, and a new start replaces it, since nothing else would tell that the old one is gone.
 *
 * Each run has its own time. With `maxRunTime` a run that takes longer counts, whatever the others do. Without it, what
 * counts is whether the job works: a run whose end is missing is lost once a later one has succeeded, and is not held
 * against one that is still within its time.
 */
import type { OpenRun } from '../../state/step.ts';
import { latestEnd, type HeartbeatPolicy } from './policy.ts';

/** A job that never ends its runs does not fill the memory. */
const mostOpen = 100;

type Runs = readonly OpenRun[];

/** The same list if the run is open already: a second start gives it no more time. */
export function withStart(runs: Runs, id: string | null, startedAt: number): Runs {
  if (id !== null && runs.some((run) => run.id === id)) return runs;
  const others = id === null ? runs.filter((run) => run.id !== null) : runs;
  return [...others, { id, startedAt, isSuperseded: false }].slice(-mostOpen);
}

export function runOf(runs: Runs, id: string | null): OpenRun | null {
  return runs.find((run) => run.id === id) ?? null;
}

export function withoutRun(runs: Runs, id: string | null): Runs {
  return runs.some((run) => run.id === id) ? runs.filter((run) => run.id !== id) : runs;
}

/** A run that started at `startedAt` has succeeded. */
export function withSuccess(runs: Runs, startedAt: number, { maxRunTime }: HeartbeatPolicy): Runs {
  if (maxRunTime !== null) return runs;
  return runs.map((run) => (run.startedAt < startedAt ? { ...run, isSuperseded: true } : run));
}

export function withinTime(runs: Runs, nowMs: number, policy: HeartbeatPolicy): Runs {
  return runs.filter(({ startedAt }) => latestEnd(startedAt, policy) > nowMs);
}

/** Runs that may still bring the success that is due. */
export function liveRuns(runs: Runs): Runs {
  return runs.filter(({ isSuperseded }) => !isSuperseded);
}

/** The run whose time decides when the job is down; null: none. */
export function decisiveRun(runs: Runs, { maxRunTime }: HeartbeatPolicy): OpenRun | null {
  const isDecisive = (run: OpenRun, other: OpenRun): boolean =>
    maxRunTime === null ? run.startedAt > other.startedAt : run.startedAt < other.startedAt;
  return liveRuns(runs).reduce<OpenRun | null>(
    (decisive, run) => (decisive === null || isDecisive(run, decisive) ? run : decisive),
    null,
  );
}

/** When the next superseded run is given up; null: none. */
export function nextLossAt(runs: Runs, policy: HeartbeatPolicy): number | null {
  const ends = runs.filter(({ isSuperseded }) => isSuperseded).map(({ startedAt }) => latestEnd(startedAt, policy));
  return ends.length === 0 ? null : Math.min(...ends);
}
