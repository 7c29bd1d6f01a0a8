/**
 * Raw checks, in runs (check-packing.ts). A check belongs to the run with the greatest `at` not after its own, so runs
 * never overlap, however the clock jumps; a full run that has later checks is split where the new one falls.
 */
import { countRecent, newestOf, packRecent, type MutableRecentChecks } from '../../contract/model/recent-checks.ts';
import { packCheck, packRun, runBytes, runMs, unpackRecent, unpackRun, type PackedCheck } from './check-packing.ts';
import { fromTheNewest } from './page.ts';
import type { Connection, Statement } from './sqlite.ts';
import { StoreError } from './store-error.ts';

export interface RunRow {
  readonly at: number;
  readonly data: Uint8Array;
}

export interface CheckRuns {
  /** A check replaces another of the same instant. A check of a deleted stream is dropped. */
  append(stream: number, check: PackedCheck): void;
  find(stream: number, atMs: number): PackedCheck | null;
  /** Before `beforeMs`, newest first. */
  newest(stream: number, count: number, beforeMs?: number): readonly PackedCheck[];
  /** Of each stream the newest `count`, oldest first. */
  recent(streams: readonly number[], count: number): ReadonlyMap<number, MutableRecentChecks>;
  /** In [from, to), oldest first. */
  between(stream: number, fromMs: number, toMs: number): readonly PackedCheck[];
  /** The oldest at or after `fromMs`. */
  firstFrom(stream: number, fromMs: number): PackedCheck | null;
  /** Drops a bounded number of runs that lie wholly before `beforeMs`. */
  prune(stream: number, beforeMs: number): void;
}

type HoldingRun = Statement<[number, number], RunRow>;

/** A full run has at least as many. */
const checksInRun = 32;
const runsPrunedAtOnce = 2_000;
const holding = 'SELECT at FROM check_runs WHERE stream = ? AND at <= ? ORDER BY at DESC LIMIT 1';

export function checkRuns(connection: Connection): CheckRuns {
  const selectHolding: HoldingRun = connection.prepare(
    'SELECT at, data FROM check_runs WHERE stream = ? AND at <= ? ORDER BY at DESC LIMIT 1',
  );
  const deleteBefore = connection.prepare<[number, number, number, number, number]>(
    `DELETE FROM check_runs WHERE stream = ? AND at IN
       (SELECT at FROM check_runs WHERE stream = ? AND at < (${holding}) ORDER BY at LIMIT ?)`,
  );
  return {
    append: appending(connection, selectHolding),
    ...newestLookups(connection),
    ...rangeLookups(connection, selectHolding),
    prune(stream, beforeMs) {
      deleteBefore.run(stream, stream, stream, beforeMs, runsPrunedAtOnce);
    },
  };
}

function appending(connection: Connection, selectHolding: HoldingRun): CheckRuns['append'] {
  const extend = connection.prepare<[Uint8Array, number, number, number, number, number]>(
    `UPDATE check_runs SET data = CAST(data || ? AS BLOB)
     WHERE stream = ? AND at = (${holding}) AND at > ? AND length(data) <= ?`,
  );
  const replace = connection.prepare<[number, Uint8Array, number]>(
    'INSERT OR REPLACE INTO check_runs (stream, at, data) SELECT key, ?, ? FROM streams WHERE key = ?',
  );

  /** Where the check does not fit at the end of its run. */
  function insert(stream: number, check: PackedCheck): void {
    const run = selectHolding.get(stream, check.at);
    if (run === undefined) {
      replace.run(check.at, packCheck(check), stream);
      return;
    }
    const others = unpackRow(run).filter(({ at }) => at !== check.at);
    const earlier = others.filter(({ at }) => at < check.at);
    const rest = [check, ...others.filter(({ at }) => at > check.at)];
    if (earlier.length > 0 && earlier.length < others.length) replace.run(run.at, packRun(earlier), stream);
    replace.run(check.at, packRun(rest), stream);
  }

  return (stream, check) => {
    const packed = packCheck(check);
    const { changes } = extend.run(packed, stream, stream, check.at, check.at - runMs, runBytes - packed.length);
    if (changes === 0) insert(stream, check);
  };
}

/** Throws `damaged` if the run cannot be decoded. */
export function unpackRow(row: RunRow): readonly PackedCheck[] {
  return unpacked(unpackRun, row);
}

function unpacked<T>(unpack: (runAt: number, data: Uint8Array) => readonly T[], { at, data }: RunRow): readonly T[] {
  try {
    return unpack(at, data);
  } catch (error) {
    throw new StoreError('damaged', error);
  }
}

function newestLookups(connection: Connection): Pick<CheckRuns, 'newest' | 'recent'> {
  const selectBefore = connection.prepare<[number, number, number], RunRow>(
    'SELECT at, data FROM check_runs WHERE stream = ? AND at < ? ORDER BY at DESC LIMIT ?',
  );
  /** One statement for many streams: a start reads those of every monitor. */
  const selectLastTwo = connection.prepare<[string], RunRow & { readonly stream: number }>(
    `SELECT stream, at, data FROM json_each(?) AS wanted CROSS JOIN check_runs ON stream = wanted.value
       AND at >= coalesce((SELECT at FROM check_runs WHERE stream = wanted.value ORDER BY at DESC LIMIT 1 OFFSET 1), 0)
     ORDER BY stream, at`,
  );
  const newest: CheckRuns['newest'] = (stream, count, beforeMs = fromTheNewest) => {
    const found: PackedCheck[] = [];
    let before = beforeMs;
    while (found.length < count) {
      const wanted = Math.ceil((count - found.length) / checksInRun);
      const runs = selectBefore.all(stream, before, wanted);
      for (const run of runs) {
        const checks = unpackRow(run);
        found.push(...checks.filter(({ at }) => at < beforeMs).reverse());
      }
      const oldest = runs.at(-1);
      if (oldest === undefined || runs.length < wanted) break;
      before = oldest.at;
    }
    return found.slice(0, count);
  };
  return {
    newest,
    recent(streams, count) {
      const rows = Map.groupBy(selectLastTwo.all(JSON.stringify(streams)), ({ stream }) => stream);
      return new Map(
        Array.from(rows, ([stream, runs]) => {
          // Of plain numbers: `flatMap` would move each by itself.
          const checks = Array<number>().concat(...runs.map((run) => unpacked(unpackRecent, run)));
          // Where runs were split, two may hold fewer.
          const isAll = countRecent(checks) >= count || runs.length < 2;
          return [stream, isAll ? newestOf(checks, count) : packRecent(newest(stream, count).toReversed())];
        }),
      );
    },
  };
}

function rangeLookups(
  connection: Connection,
  selectHolding: HoldingRun,
): Pick<CheckRuns, 'find' | 'between' | 'firstFrom'> {
  const selectBetween = connection.prepare<[number, number, number, number, number], RunRow>(
    `SELECT at, data FROM check_runs WHERE stream = ? AND at >= coalesce((${holding}), ?) AND at < ? ORDER BY at`,
  );
  const selectAfter = connection.prepare<[number, number], RunRow>(
    'SELECT at, data FROM check_runs WHERE stream = ? AND at > ? ORDER BY at LIMIT 1',
  );
  return {
    find(stream, atMs) {
      const run = selectHolding.get(stream, atMs);
      return run === undefined ? null : (unpackRow(run).find(({ at }) => at === atMs) ?? null);
    },
    between: (stream, fromMs, toMs) =>
      selectBetween
        .all(stream, stream, fromMs, fromMs, toMs)
        .flatMap(unpackRow)
        .filter(({ at }) => at >= fromMs && at < toMs),
    firstFrom(stream, fromMs) {
      for (const run of [selectHolding.get(stream, fromMs), selectAfter.get(stream, fromMs)]) {
        const found = run === undefined ? undefined : unpackRow(run).find(({ at }) => at >= fromMs);
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}
