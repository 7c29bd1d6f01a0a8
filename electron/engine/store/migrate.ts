/**
 * Brings a database to the newest schema, one step a transaction; `user_version` says how far it is. Foreign keys are
 * off meanwhile, or dropping a table in order to rebuild it would delete by cascade whatever refers to it; all of them
 * are checked before a step is committed. SQLite ignores the switch inside a transaction, so it is thrown outside.
 */
import type { Migration } from './migrations/migration.ts';
import type { Connection } from './sqlite.ts';
import { StoreError } from './store-error.ts';

/** The version that `steps` lead to. */
export function newestVersion(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? 0;
}

/** 0: a file without a schema. */
export function schemaVersion(connection: Connection): number {
  return Number(connection.pragma('user_version'));
}

/**
 * To be called outside a transaction. A step that fails leaves the database as it was before it.
 * @returns the versions that were applied.
 */
export function migrate(connection: Connection, steps: readonly Migration[]): readonly number[] {
  const from = schemaVersion(connection);
  const missing = steps.filter(({ version }) => version > from);
  if (missing.length === 0) return [];
  connection.pragma('foreign_keys = OFF');
  try {
    if (connection.pragma('foreign_keys') !== 0) throw new Error('a database cannot be migrated inside a transaction');
    for (const step of missing) applyStep(connection, step);
  } finally {
    connection.pragma('foreign_keys = ON');
  }
  return missing.map(({ version }) => version);
}

function applyStep(connection: Connection, { version, apply }: Migration): void {
  connection.transaction(() => {
    apply(connection);
    assertReferences(connection, version);
    connection.pragma(`user_version = ${String(version)}`);
  });
}

const selectDangling = `SELECT "table" AS child, parent, count(*) AS count FROM pragma_foreign_key_check GROUP BY 1, 2`;

interface Dangling {
  readonly child: string;
  readonly parent: string;
  readonly count: number;
}

function assertReferences(connection: Connection, version: number): void {
  const dangling = connection.prepare<[], Dangling>(selectDangling).all();
  if (dangling.length === 0) return;
  const found = dangling.map(({ child, parent, count }) => `${String(count)} of ${child} without their ${parent}`);
  throw new StoreError('migration', new Error(`step ${String(version)} would leave ${found.join(', ')}`));
}
