/**
 * A rollup summarizes the raw checks of one hour or day: the count of each verdict, and the distribution of the response
 * times of checks that got a response (pass and degraded), and of the figures of all checks. It is computed from raw checks only, never from other
 * rollups: percentiles cannot be combined.
 */
import type { Figures } from '../../contract/model/figure.ts';
import type { Check, PhaseName, Phases, Verdict } from '../../contract/model/state.ts';
import { bucketStart, type BucketSize } from './buckets.ts';
import { percentile } from './percentile.ts';

export interface Rollup {
  /** Start of the hour or day, UTC. */
  readonly at: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** The number of response times. */
  readonly measured: number;
  /** Milliseconds; all null if nothing was measured. */
  readonly min: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** Means over all measured checks, a missing phase counting as 0: they add up to the mean response time. */
  readonly phases: Phases | null;
  /** Absent: its checks had none. */
  readonly figures?: FigureRollups;
}

/** By the name of the figure. */
export type FigureRollups = Readonly<Record<string, FigureRollup>>;

interface FigureRollup {
  readonly p50: number;
  readonly min: number;
  readonly max: number;
}

/** The fields of a check that a rollup needs. */
export type RawCheck = Pick<Check, 'at' | 'verdict' | 'responseTime' | 'phases' | 'figures'>;

/** The response time that counts: that of a failure shows how soon it failed, not how fast the service is. */
export function measuredTime({ verdict, responseTime }: Pick<Check, 'verdict' | 'responseTime'>): number | null {
  return verdict === 'pass' || verdict === 'degraded' ? responseTime : null;
}

export function rollupOf(at: number, checks: readonly RawCheck[]): Rollup {
  const counts = { pass: 0, degraded: 0, fail: 0, inconclusive: 0 };
  const times: number[] = [];
  for (const check of checks) {
    counts[check.verdict] += 1;
    const time = measuredTime(check);
    if (time !== null) times.push(time);
  }
  times.sort((a, b) => a - b);
  return {
    at,
    counts,
    measured: times.length,
    min: times[0] ?? null,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    max: times.at(-1) ?? null,
    phases: meanPhases(checks.filter((check) => measuredTime(check) !== null)),
    ...figuresOf(checks.flatMap(({ figures = null }) => (figures === null ? [] : [figures]))),
  };
}

/** A target may name its figures as it likes: of so many different names in one hour or day. */
const mostFigures = 64;

function figuresOf(all: readonly Figures[]): Pick<Rollup, 'figures'> {
  const values = new Map<string, number[]>();
  for (const [name, value] of all.flatMap((figures) => Object.entries(figures))) {
    const others = values.get(name);
    if (others !== undefined) others.push(value);
    else if (values.size < mostFigures) values.set(name, [value]);
  }
  if (values.size === 0) return {};
  return { figures: Object.fromEntries([...values].map(([name, found]) => [name, figureRollupOf(found)])) };
}

function figureRollupOf(values: readonly number[]): FigureRollup {
  const sorted = values.toSorted((a, b) => a - b);
  const [min = 0] = sorted;
  return { p50: percentile(sorted, 0.5) ?? min, min, max: sorted.at(-1) ?? min };
}

/** Summed as whole tenths of a millisecond, the precision of single checks, so that their order makes no difference. */
function meanPhases(measured: readonly RawCheck[]): Phases | null {
  const phased = measured.flatMap(({ phases }) => (phases === null ? [] : [phases]));
  if (phased.length === 0) return null;
  const mean = (name: PhaseName): number | null => {
    const tenths = phased.flatMap((phases) => (phases[name] === null ? [] : Math.round(phases[name] * 10)));
    return tenths.length === 0 ? null : Math.round(tenths.reduce((sum, one) => sum + one, 0) / phased.length) / 10;
  };
  return {
    dns: mean('dns'),
    connect: mean('connect'),
    tls: mean('tls'),
    firstByte: mean('firstByte'),
    download: mean('download'),
  };
}

/** One rollup for each hour or day that has a check, oldest first. */
export function rollupsOf(checks: readonly RawCheck[], size: BucketSize): readonly Rollup[] {
  const buckets = new Map<number, RawCheck[]>();
  for (const check of checks) {
    const at = bucketStart(check.at, size);
    const bucket = buckets.get(at);
    if (bucket === undefined) buckets.set(at, [check]);
    else bucket.push(check);
  }
  return [...buckets].sort(([a], [b]) => a - b).map(([at, inside]) => rollupOf(at, inside));
}
