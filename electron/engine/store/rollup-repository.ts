/**
 * Hourly and daily rollups. A stored one is only replaced by one of at least as many checks: raw checks can be added late
 * or already be deleted, and the more complete rollup is the right one.
 */
import type { Phases } from '../../contract/model/state.ts';
import type { BucketSize } from '../history/buckets.ts';
import type { Rollup } from '../history/rollup.ts';
import { packFigureRollups, readFigureRollups } from './figure-packing.ts';
import type { Connection, SqlValue, Statement } from './sqlite.ts';

export interface RollupRepository {
  save(stream: number, size: BucketSize, rollup: Rollup): void;
  /** Those that start in [from, to), oldest first. */
  between(stream: number, size: BucketSize, range: { readonly from: number; readonly to: number }): readonly Rollup[];
  prune(stream: number, beforeMs: number): void;
}

interface RollupRow {
  readonly at: number;
  readonly passed: number;
  readonly degraded: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly measured: number;
  readonly min: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  readonly dns: number | null;
  readonly connect: number | null;
  readonly tls: number | null;
  readonly first_byte: number | null;
  readonly download: number | null;
  readonly figures: Uint8Array | null;
}

interface Statements {
  readonly save: Statement<SqlValue[], never>;
  readonly between: Statement<[number, number, number], RollupRow>;
  readonly prune: Statement<[number, number, number, number], never>;
}

const prunedAtOnce = 1_000;

export function rollupRepository(connection: Connection): RollupRepository {
  const tables: Readonly<Record<BucketSize, Statements>> = {
    hour: statementsOf(connection, 'hour_rollups'),
    day: statementsOf(connection, 'day_rollups'),
  };
  return {
    save(stream, size, { at, counts, measured, phases, figures, ...times }) {
      const { min, p50, p95, p99, max } = times;
      const { dns = null, connect = null, tls = null, firstByte = null, download = null } = phases ?? {};
      tables[size].save.run(
        stream,
        at,
        ...[counts.pass, counts.degraded, counts.fail, counts.inconclusive, measured],
        ...[min, p50, p95, p99, max, dns, connect, tls, firstByte, download].map(tenths),
        figures === undefined ? null : packFigureRollups(figures),
      );
    },
    between: (stream, size, { from, to }) => tables[size].between.all(stream, from, to).map(rollupFrom),
    prune(stream, beforeMs) {
      for (const { prune } of Object.values(tables)) prune.run(stream, stream, beforeMs, prunedAtOnce);
    },
  };
}

function statementsOf(connection: Connection, table: string): Statements {
  const sum = (prefix: string): string =>
    ['passed', 'degraded', 'failed', 'inconclusive'].map((column) => `${prefix}.${column}`).join(' + ');
  return {
    save: connection.prepare<SqlValue[]>(
      `INSERT INTO ${table} (stream, at, passed, degraded, failed, inconclusive, measured, min, p50, p95, p99, max,
         dns, connect, tls, first_byte, download, figures)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (stream, at) DO UPDATE SET
         passed = excluded.passed, degraded = excluded.degraded, failed = excluded.failed,
         inconclusive = excluded.inconclusive, measured = excluded.measured,
         min = excluded.min, p50 = excluded.p50, p95 = excluded.p95, p99 = excluded.p99, max = excluded.max,
         dns = excluded.dns, connect = excluded.connect, tls = excluded.tls, first_byte = excluded.first_byte,
         download = excluded.download, figures = excluded.figures
       WHERE ${sum('excluded')} >= ${sum(table)}`,
    ),
    between: connection.prepare<[number, number, number], RollupRow>(
      `SELECT * FROM ${table} WHERE stream = ? AND at >= ? AND at < ? ORDER BY at`,
    ),
    prune: connection.prepare<[number, number, number, number]>(
      `DELETE FROM ${table} WHERE stream = ? AND at IN
         (SELECT at FROM ${table} WHERE stream = ? AND at < ? ORDER BY at LIMIT ?)`,
    ),
  };
}

const tenths = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 10));
const milliseconds = (value: number | null): number | null => (value === null ? null : value / 10);

function rollupFrom(row: RollupRow): Rollup {
  return {
    at: row.at,
    counts: { pass: row.passed, degraded: row.degraded, fail: row.failed, inconclusive: row.inconclusive },
    measured: row.measured,
    min: milliseconds(row.min),
    p50: milliseconds(row.p50),
    p95: milliseconds(row.p95),
    p99: milliseconds(row.p99),
    max: milliseconds(row.max),
    phases: phasesFrom(row),
    ...(row.figures === null ? {} : { figures: readFigureRollups(row.figures) }),
  };
}

/** Without any, nothing was measured, or the rollup is older than this column. */
function phasesFrom({ dns, connect, tls, first_byte, download }: RollupRow): Phases | null {
  const times = [dns, connect, tls, first_byte, download];
  if (times.every((time) => time === null)) return null;
  return {
    dns: milliseconds(dns),
    connect: milliseconds(connect),
    tls: milliseconds(tls),
    firstByte: milliseconds(first_byte),
    download: milliseconds(download),
  };
}
