/**
 * Reads the rows of a database one by one and throws `damaged` for the first that cannot be read. SQLite has no
 * checksums: a flipped bit in a value is found only by whoever decodes it. A step takes few rows, so that a large
 * database can be examined while the program runs.
 */
import { annotationOf, type AnnotationRow } from './annotation-repository.ts';
import { attemptFrom, outboxRowFrom, type AttemptRow, type StoredRow } from './outbox-rows.ts';
import { healthOf, type ChannelRow } from './channel-repository.ts';
import { unpackRow, type RunRow } from './check-runs.ts';
import { definitionFrom } from './definition-column.ts';
import { detailFrom } from './detail-column.ts';
import { failureFrom } from './failure-column.ts';
import { incidentOf, type IncidentRow } from './incident-rows.ts';
import { trackingOf, type MonitorRow } from './monitor-repository.ts';
import { muteOfRow, type MuteRow } from './mute-repository.ts';
import { pingOf, type PingRow } from './ping-repository.ts';
import type { StoredForms } from './repositories.ts';
import { ruleOf, type RuleRow } from './rule-repository.ts';
import type { Connection, SqlValue } from './sqlite.ts';

/** @returns whether there are more rows. Throws `damaged`. */
export type Examine = () => boolean;

const rowsPerStep = 64;

/** What a start reads: without it, nothing works. */
const essentialTables = ['monitors', 'tracking', 'channels', 'rules', 'mutes', 'incidents'] as const;

/** All indexes, then all rows of all tables, step by step. */
export function examination(connection: Connection, forms: StoredForms): Examine {
  const readers = [
    ...indexReaders(connection),
    ...tableNames(connection).map((table) => tableReader(connection, table, decoders(forms)[table])),
  ];
  return () => {
    const [reader] = readers;
    if (reader !== undefined && !reader()) readers.shift();
    return readers.length > 0;
  };
}

/** The rows that a start reads, at once. */
export function examineEssentials(connection: Connection, forms: StoredForms): void {
  for (const table of essentialTables) {
    const reader = tableReader(connection, table, decoders(forms)[table]);
    while (reader());
  }
}

type Decode = (row: never) => unknown;

function decoders(forms: StoredForms): Readonly<Record<string, Decode>> {
  return {
    monitors: (row: MonitorRow) => definitionFrom(row, forms.monitors, 'monitors'),
    tracking: (row: MonitorRow) => trackingOf(row),
    channels: (row: ChannelRow) => [definitionFrom(row, forms.channels, 'channels'), healthOf(row)],
    rules: (row: RuleRow) => ruleOf(row),
    mutes: (row: MuteRow) => muteOfRow(row),
    incidents: (row: IncidentRow) => incidentOf(row),
    check_runs: (row: RunRow) => unpackRow(row),
    check_failures: ({ failure }: { readonly failure: string }) => failureFrom(failure),
    check_details: ({ detail }: { readonly detail: string }) => detailFrom(detail),
    outbox: (row: StoredRow) => outboxRowFrom(row),
    outbox_attempts: (row: AttemptRow) => attemptFrom(row),
    pings: (row: PingRow) => pingOf(row),
    annotations: (row: AnnotationRow) => annotationOf(row),
  };
}

function tableNames(connection: Connection): readonly string[] {
  const tables = connection.prepare<[], { readonly name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  return tables.all().map(({ name }) => name);
}

interface IndexRow {
  readonly name: string;
  readonly owner: string;
  /** Null: of a UNIQUE constraint. */
  readonly sql: string | null;
}

/** An index takes one step: the largest tables have none. */
function indexReaders(connection: Connection): readonly Examine[] {
  const indexes = connection.prepare<[], IndexRow>(
    `SELECT name, tbl_name AS owner, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name`,
  );
  return indexes.all().map(({ name, owner, sql }) => {
    // A partial index can be read only with its own condition.
    const condition = /\bWHERE\b.+$/isu.exec(sql ?? '')?.[0] ?? '';
    const readAll = connection.prepare(`SELECT sum(1) FROM ${owner} INDEXED BY ${name} ${condition}`);
    return () => {
      readAll.get();
      return false;
    };
  });
}

type AnyRow = Readonly<Record<string, SqlValue>>;

/** Reads the table in the order of its key. */
function tableReader(connection: Connection, table: string, decode: Decode | undefined): Examine {
  const keys = keyColumns(connection, table);
  const order = `ORDER BY ${keys.join(', ')} LIMIT ${String(rowsPerStep)}`;
  const columns = keys.includes('rowid') ? 'rowid, *' : '*';
  const first = connection.prepare<[], AnyRow>(`SELECT ${columns} FROM ${table} ${order}`);
  const later = connection.prepare<SqlValue[], AnyRow>(
    `SELECT ${columns} FROM ${table} WHERE (${keys.join(', ')}) > (${keys.map(() => '?').join(', ')}) ${order}`,
  );
  let last: AnyRow | null = null;
  return () => {
    const rows: readonly AnyRow[] = last === null ? first.all() : later.all(...keyOf(last, keys));
    for (const row of rows) decode?.(row as never);
    last = rows.at(-1) ?? last;
    return rows.length === rowsPerStep;
  };
}

function keyOf(row: AnyRow, keys: readonly string[]): SqlValue[] {
  return keys.map((key) => row[key] ?? null);
}

function keyColumns(connection: Connection, table: string): readonly string[] {
  const [kind] = connection
    .prepare<[string], { readonly wr: 0 | 1 }>('SELECT wr FROM pragma_table_list WHERE name = ?')
    .all(table);
  if (kind?.wr !== 1) return ['rowid'];
  const columns = connection.prepare<[string], { readonly name: string }>(
    'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk',
  );
  return columns.all(table).map(({ name }) => name);
}
