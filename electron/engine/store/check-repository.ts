/** Checks as the engine reads and writes them: raw checks with their failures, evidence, and series. */
import type { Failure } from '../../contract/failure.ts';
import type { Page } from '../../contract/model/page.ts';
import type { Check, CheckDetail } from '../../contract/model/state.ts';
import { bucketStart } from '../history/buckets.ts';
import type { CheckDetails } from './check-details.ts';
import type { CheckFailures } from './check-failures.ts';
import type { PackedCheck } from './check-packing.ts';
import type { CheckRuns } from './check-runs.ts';
import { checkSeries } from './check-series.ts';
import type { FigureNames } from './figure-names.ts';
import { fromTheNewest, pageOf } from './page.ts';
import type { RollupRepository } from './rollup-repository.ts';
import type { Connection } from './sqlite.ts';
import type { Figure, FigureSeries } from '../../contract/model/figure.ts';
import type { Series } from '../../contract/model/history.ts';
import type { MutableRecentChecks } from '../../contract/model/recent-checks.ts';

export interface NewCheck {
  readonly stream: number;
  readonly check: Check | CheckDetail;
}

export interface CheckRepository {
  append(checks: readonly NewCheck[]): void;
  /** Evidence of a failed check, or of the last good one before an incident. Replaces an earlier detail. */
  saveDetail(stream: number, detail: CheckDetail): void;
  /** The detail if it was kept; else the plain check with empty evidence; null: no such check. */
  find(stream: number, atMs: number): CheckDetail | null;
  page(
    stream: number,
    options: { before?: number | undefined; failuresOnly?: boolean | undefined; limit: number },
  ): Page<Check>;
  /** Oldest first. */
  recent(stream: number, count: number): MutableRecentChecks;
  /** The same of many streams at once; those without checks are missing. */
  recentOf(streams: readonly number[], count: number): ReadonlyMap<number, MutableRecentChecks>;
  /** Raw up to two days of range, hourly up to 30, daily beyond. */
  series(
    stream: number,
    options: { readonly from: number; readonly to: number; readonly phases?: boolean | undefined },
  ): Series;
  figures(stream: number): readonly Figure[];
  figureSeries(
    stream: number,
    options: { readonly from: number; readonly to: number; readonly figure: string },
  ): FigureSeries;
}

interface CheckParts {
  readonly runs: CheckRuns;
  readonly failures: CheckFailures;
  readonly details: CheckDetails;
  readonly figures: FigureNames;
  readonly rollups: RollupRepository;
}

export function checkRepository(connection: Connection, parts: CheckParts): CheckRepository {
  const { details, figures } = parts;
  return {
    append: appending(connection, parts),
    saveDetail(stream, detail) {
      details.save(stream, detail);
    },
    ...lookups(parts),
    ...checkSeries(connection, parts),
    figures: (stream) => figures.list(stream),
  };
}

function appending(
  connection: Connection,
  { runs, failures, details, figures }: CheckParts,
): CheckRepository['append'] {
  // A check in an hour that is already rolled up reopens that hour.
  const reopenHour = connection.prepare<[number, number, number]>(
    'UPDATE upkeep SET rolled_to = ? WHERE stream = ? AND rolled_to > ?',
  );
  return (checks) => {
    connection.transaction(() => {
      for (const { stream, check } of checks) {
        runs.append(stream, check);
        if (check.failure !== null) failures.save(stream, check.at, check.failure);
        if ('evidence' in check) details.save(stream, check);
        if (check.figures !== undefined) figures.note(stream, check);
        reopenHour.run(bucketStart(check.at, 'hour'), stream, check.at);
      }
    });
  };
}

function lookups({
  runs,
  failures,
  details,
}: CheckParts): Pick<CheckRepository, 'find' | 'page' | 'recent' | 'recentOf'> {
  /** @param checks newest first. */
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

  return {
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
    recent: (stream, count) => runs.recent([stream], count).get(stream) ?? [],
    recentOf: (streams, count) => runs.recent(streams, count),
  };
}

/** A check that passed has no failure, even where it replaced a failed one of the same instant. */
function withFailure(check: PackedCheck, failure: Failure | undefined): Check {
  return { ...check, failure: check.verdict === 'pass' ? null : (failure ?? null) };
}

function withoutEvidence(check: Check): CheckDetail {
  return { ...check, assertions: [], unhealthy: [], response: null, certificate: null };
}
