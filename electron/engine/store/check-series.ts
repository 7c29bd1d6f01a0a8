/** Series of response times or of a figure, made of raw checks or of rollups, depending on the resolution. */
import type { FigureSeries } from '../../contract/model/figure.ts';
import type { PhaseSeries, Series, SeriesResolution } from '../../contract/model/history.ts';
import type { PhaseName, Phases } from '../../contract/model/state.ts';
import { bucketSizes, bucketStart, type BucketSize } from '../history/buckets.ts';
import { overallOf } from '../history/overall.ts';
import { seriesResolution } from '../history/resolution.ts';
import { measuredTime, rollupsOf, type Rollup } from '../history/rollup.ts';
import type { PackedCheck } from './check-packing.ts';
import type { CheckRuns } from './check-runs.ts';
import type { RollupRepository } from './rollup-repository.ts';
import type { Connection } from './sqlite.ts';
import type { CheckRepository } from './check-repository.ts';

interface SeriesParts {
  readonly runs: CheckRuns;
  readonly rollups: RollupRepository;
}

export function checkSeries(
  connection: Connection,
  { runs, rollups }: SeriesParts,
): Pick<CheckRepository, 'series' | 'figureSeries'> {
  const selectUpkeep = connection.prepare<[number], { readonly rolled_to: number; readonly raw_from: number }>(
    'SELECT rolled_to, raw_from FROM upkeep WHERE stream = ?',
  );

  function rolledUp(
    stream: number,
    size: BucketSize,
    range: { readonly from: number; readonly to: number },
  ): readonly Rollup[] {
    // The current hour or day is not rolled up yet: it is computed from the raw checks.
    const rolledTo = bucketStart(selectUpkeep.get(stream)?.rolled_to ?? 0, size);
    const from = bucketStart(range.from, size);
    const stored = rollups.between(stream, size, { from, to: Math.min(range.to, rolledTo) });
    const rawFrom = Math.max(from, rolledTo);
    const rawTo = bucketStart(range.to - 1, size) + bucketSizes[size];
    return [...stored, ...rollupsOf(runs.between(stream, rawFrom, rawTo), size)];
  }

  const resolutionOf = (stream: number, from: number, to: number): SeriesResolution =>
    seriesResolution(from, to, selectUpkeep.get(stream)?.raw_from ?? 0);

  return {
    series(stream, { from, to, phases = false }) {
      const resolution = resolutionOf(stream, from, to);
      return resolution === 'raw'
        ? rawSeries(runs.between(stream, from, to), phases)
        : rollupSeries(resolution, rolledUp(stream, resolution, { from, to }), phases);
    },
    figureSeries(stream, { from, to, figure }) {
      const resolution = resolutionOf(stream, from, to);
      return resolution === 'raw'
        ? rawFigures(runs.between(stream, from, to), figure)
        : rolledFigures(resolution, rolledUp(stream, resolution, { from, to }), figure);
    },
  };
}

/** A target may name a figure `constructor`. */
function ownValue<T>(byName: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(byName, name) ? (byName[name] ?? null) : null;
}

function rawFigures(checks: readonly PackedCheck[], figure: string): FigureSeries {
  const values = checks.map(({ figures = {} }) => ownValue(figures, figure));
  return { resolution: 'raw', at: checks.map(({ at }) => at), p50: values, min: values, max: values };
}

function rolledFigures(resolution: BucketSize, all: readonly Rollup[], figure: string): FigureSeries {
  const found = all.map(({ figures = {} }) => ownValue(figures, figure));
  return {
    resolution,
    at: all.map(({ at }) => at),
    p50: found.map((one) => one?.p50 ?? null),
    min: found.map((one) => one?.min ?? null),
    max: found.map((one) => one?.max ?? null),
  };
}

function rawSeries(checks: readonly PackedCheck[], withPhases: boolean): Series {
  const none = checks.map(() => null);
  return {
    resolution: 'raw',
    at: checks.map(({ at }) => at),
    p50: checks.map(measuredTime),
    p95: none,
    p99: none,
    failedAt: checks.flatMap(({ at, verdict }) => (verdict === 'fail' ? [at] : [])),
    phases: withPhases
      ? phaseSeries(checks.map((check) => (measuredTime(check) === null ? null : check.phases)))
      : null,
  };
}

function rollupSeries(resolution: BucketSize, all: readonly Rollup[], withPhases: boolean): Series {
  const overall = overallOf(all);
  return {
    resolution,
    at: all.map(({ at }) => at),
    p50: all.map(({ p50 }) => p50),
    p95: all.map(({ p95 }) => p95),
    p99: all.map(({ p99 }) => p99),
    ...(overall === null ? {} : { overall }),
    phases: withPhases ? phaseSeries(all.map(({ phases }) => phases)) : null,
  };
}

function phaseSeries(all: readonly (Phases | null)[]): PhaseSeries {
  const column = (name: PhaseName): readonly (number | null)[] => all.map((phases) => phases?.[name] ?? null);
  return {
    dns: column('dns'),
    connect: column('connect'),
    tls: column('tls'),
    firstByte: column('firstByte'),
    download: column('download'),
  };
}
