/**
 * The runs of a job, read from its pings: each end with the start that it belongs to, and starts without an end. A ping
 * alone is no run, since nobody knows when its job started. Pure.
 */
import type { Ping } from '../../electron/contract/model/history.ts';
import { ranges, type RangeName } from './range.ts';

export const runOutcomes = ['success', 'fail', 'running', 'unfinished'] as const;
export type RunOutcome = (typeof runOutcomes)[number];

export interface Run {
  /** The ping that ended it, or started it if it has no end. */
  readonly id: number;
  readonly startedAt: number;
  readonly outcome: RunOutcome;
  /** Until now for one that is running; null: it has no end. */
  readonly length: number | null;
  readonly exitCode: number | null;
  readonly output: string;
  /** Another run was under way at the same time. */
  readonly overlaps: boolean;
}

/** Whether any run can be told from them. */
export function hasRuns(pings: readonly Ping[]): boolean {
  return pings.some(({ kind, runTime }) => kind === 'start' || (kind !== 'log' && runTime !== null));
}

type Bare = Omit<Run, 'overlaps'>;

/**
 * @param pings in any order.
 * @returns by their start, oldest first.
 */
export function runsOf(pings: readonly Ping[], nowMs: number): readonly Run[] {
  const open = new Map<string | null, Ping>();
  const runs: Bare[] = [];
  for (const ping of pings.toSorted((a, b) => a.at - b.at || a.id - b.id)) {
    if (ping.kind === 'log') continue;
    const start = open.get(ping.runId);
    if (ping.kind === 'start') {
      if (start !== undefined) runs.push(withoutEnd(start, null));
      open.set(ping.runId, ping);
      continue;
    }
    open.delete(ping.runId);
    if (ping.runTime !== null) runs.push(ended(ping, ping.runTime));
  }
  for (const start of open.values()) runs.push(withoutEnd(start, nowMs));
  return withOverlaps(runs.toSorted((a, b) => a.startedAt - b.startedAt));
}

function ended({ id, at, kind, exitCode, body }: Ping, runTime: number): Bare {
  const outcome = kind === 'success' ? 'success' : 'fail';
  return { id, startedAt: at - runTime, outcome, length: runTime, exitCode, output: body };
}

/** @param untilMs null: the next run started before it had ended. */
function withoutEnd({ id, at, body }: Ping, untilMs: number | null): Bare {
  const length = untilMs === null ? null : Math.max(0, untilMs - at);
  return {
    id,
    startedAt: at,
    outcome: untilMs === null ? 'unfinished' : 'running',
    length,
    exitCode: null,
    output: body,
  };
}

/** @param runs by their start. */
function withOverlaps(runs: readonly Bare[]): readonly Run[] {
  const overlapping = new Set<number>();
  let longest: Bare | null = null;
  for (const run of runs) {
    if (longest !== null && endOf(longest) > run.startedAt) overlapping.add(longest.id).add(run.id);
    if (longest === null || endOf(run) > endOf(longest)) longest = run;
  }
  return runs.map((run) => ({ ...run, overlaps: overlapping.has(run.id) }));
}

function endOf({ startedAt, length }: Bare): number {
  return startedAt + (length ?? 0);
}

export interface UsualTimes {
  readonly least: number;
  readonly most: number;
}

const fewest = 5;

/** The lengths of the middle eight tenths of the successful runs; null: too few to say. */
export function usualTimes(runs: readonly Run[]): UsualTimes | null {
  const lengths = runs
    .flatMap(({ outcome, length }) => (outcome === 'success' && length !== null ? [length] : []))
    .sort((a, b) => a - b);
  if (lengths.length < fewest) return null;
  const at = (share: number): number => lengths[Math.round(share * (lengths.length - 1))] ?? 0;
  return { least: at(0.1), most: at(0.9) };
}

/** Fewer say little. */
const fewestShown = 10;

/** The shortest range up to now that shows some runs; of a job that has run rarely, all that are known. */
export function fittingRange(pings: readonly Ping[], nowMs: number): RangeName {
  const starts = runsOf(pings, nowMs).map(({ startedAt }) => startedAt);
  const wanted = Math.min(fewestShown, starts.length);
  const fits = (lengthMs: number): boolean => starts.filter((at) => at >= nowMs - lengthMs).length >= wanted;
  return ranges.find(({ lengthMs }) => fits(lengthMs))?.name ?? '90d';
}
