/**
 * Migrates a database to the newest schema, one transaction per step; `user_version` is its current version. Foreign
 * keys are off meanwhile, or dropping a table in order to rebuild it would cascade to every table that refers to it; all
 * references are checked before a step is committed. SQLite ignores the pragma inside a transaction, so it is set outside.
 */
import { markVersion, schemaVersion } from './identity.ts';
import type { Migration } from './migrations/migration.ts';
import type { Connection } from './sqlite.ts';
import { StoreError } from './store-error.ts';

/** The version that `steps` lead to. */
export function newestVersion(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? 0;
}

/**
 * Call it outside a transaction. A failed step leaves the database as it was before the step.
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
    markVersion(connection, version);
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
