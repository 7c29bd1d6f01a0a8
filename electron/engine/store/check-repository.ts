/** Checks as the engine asks for them: runs of raw checks, the failures beside them, evidence, and series. */
import type { PhaseSeries, Series } from '../../contract/model/history.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Check, CheckDetail, PhaseName, Phases } from '../../contract/model/state.ts';
import type { Page } from '../../contract/model/page.ts';
import { bucketSizes, bucketStart, type BucketSize } from '../history/buckets.ts';
import { measuredTime, rollupsOf, type Rollup } from '../history/rollup.ts';
import { seriesResolution } from '../history/resolution.ts';
import type { CheckDetails } from './check-details.ts';
import type { CheckFailures } from './check-failures.ts';
import type { PackedCheck } from './check-packing.ts';
import type { CheckRuns } from './check-runs.ts';
import { fromTheNewest, pageOf } from './page.ts';
import type { RollupRepository } from './rollup-repository.ts';
import type { Connection } from './sqlite.ts';
import type { CheckRepository } from './store.ts';

export interface CheckParts {
  readonly runs: CheckRuns;
  readonly failures: CheckFailures;
  readonly details: CheckDetails;
  readonly rollups: RollupRepository;
}

export function checkRepository(
  connection: Connection,
  { runs, failures, details, rollups }: CheckParts,
): CheckRepository {
  // A check of an hour that is rolled up already opens that hour again.
  const reopenHour = connection.prepare<[number, number, number]>(
    'UPDATE upkeep SET rolled_to = ? WHERE stream = ? AND rolled_to > ?',
  );
  const selectUpkeep = connection.prepare<[number], { readonly rolled_to: number; readonly raw_from: number }>(
    'SELECT rolled_to, raw_from FROM upkeep WHERE stream = ?',
  );

  function append(stream: number, check: Check): void {
    runs.append(stream, check);
    if (check.failure !== null) failures.save(stream, check.at, check.failure);
    reopenHour.run(bucketStart(check.at, 'hour'), stream, check.at);
  }

  function withFailures(stream: number, checks: readonly PackedCheck[]): readonly Check[] {
    const [first, last] = [checks.at(-1), checks[0]];
    if (first === undefined || last === undefined) return [];
    const reasons = new Map(failures.between(stream, first.at, last.at).map(({ at, failure }) => [at, failure]));
    return checks.map((check) => withFailure(check, reasons.get(check.at)));
  }

  function failingOnly(stream: number, limit: number, before: number): Page<Check> {
    const { items, next } = pageOf(failures.newest(stream, limit + 1, before), limit, ({ at }) => at);
    const checks = items.flatMap(({ at, failure }) => {
      const check = runs.find(stream, at);
      return check === null || check.verdict === 'pass' ? [] : [withFailure(check, failure)];
    });
    return { items: checks, next };
  }

  function rolledUp(
    stream: number,
    size: BucketSize,
    range: { readonly from: number; readonly to: number },
  ): readonly Rollup[] {
    // What is not rolled up yet (the hour or day that still lasts) is computed from the raw checks.
    const rolledTo = bucketStart(selectUpkeep.get(stream)?.rolled_to ?? 0, size);
    const from = bucketStart(range.from, size);
    const stored = rollups.between(stream, size, { from, to: Math.min(range.to, rolledTo) });
    const rawFrom = Math.max(from, rolledTo);
    const rawTo = bucketStart(range.to - 1, size) + bucketSizes[size];
    return [...stored, ...rollupsOf(runs.between(stream, rawFrom, rawTo), size)];
  }

  return {
    append(checks) {
      connection.transaction(() => {
        for (const { stream, check } of checks) append(stream, check);
      });
    },
    saveDetail(stream, detail) {
      details.save(stream, detail);
    },
    find(stream, atMs) {
      const detail = details.find(stream, atMs);
      if (detail !== null) return detail;
      const check = runs.find(stream, atMs);
      const [plain] = check === null ? [] : withFailures(stream, [check]);
      return plain === undefined ? null : withoutEvidence(plain);
    },
    page(stream, { before = fromTheNewest, failuresOnly = false, limit }) {
      if (failuresOnly) return failingOnly(stream, limit, before);
      return pageOf(withFailures(stream, runs.newest(stream, limit + 1, before)), limit, ({ at }) => at);
    },
    recent: (stream, count) =>
      runs
        .newest(stream, count)
        .map(({ at, verdict, responseTime }) => ({ at, verdict, responseTime }))
        .reverse(),
    series(stream, { from, to, phases = false }) {
      const resolution = seriesResolution(from, to, selectUpkeep.get(stream)?.raw_from ?? 0);
      return resolution === 'raw'
        ? rawSeries(runs.between(stream, from, to), phases)
        : rollupSeries(resolution, rolledUp(stream, resolution, { from, to }), phases);
    },
  };
}

/** A check that passed has none, also where it took the place of one at the same instant that had not. */
function withFailure(check: PackedCheck, failure: Failure | undefined): Check {
  return { ...check, failure: check.verdict === 'pass' ? null : (failure ?? null) };
}

function withoutEvidence(check: Check): CheckDetail {
  return { ...check, assertions: [], unhealthy: [], response: null, certificate: null };
}

function rawSeries(checks: readonly PackedCheck[], withPhases: boolean): Series {
  const none = checks.map(() => null);
  return {
    resolution: 'raw',
    at: checks.map(({ at }) => at),
    p50: checks.map(measuredTime),
    p95: none,
    p99: none,
    phases: withPhases
      ? phaseSeries(checks.map((check) => (measuredTime(check) === null ? null : check.phases)))
      : null,
  };
}

function rollupSeries(resolution: BucketSize, all: readonly Rollup[], withPhases: boolean): Series {
  return {
    resolution,
    at: all.map(({ at }) => at),
    p50: all.map(({ p50 }) => p50),
    p95: all.map(({ p95 }) => p95),
    p99: all.map(({ p99 }) => p99),
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
