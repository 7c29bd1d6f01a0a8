/**
 * Whose database a file is, and of which schema. The header has two fields for it: `user_version` is the schema, and
 * `application_id` repeats it next to Vigilmon's own mark. Where the two disagree the header is damaged, which would
 * otherwise look like the database of a newer version. Databases of early versions have no mark.
 */
import type { Connection } from './sqlite.ts';
import { StoreError } from './store-error.ts';

export type Identity =
  | { readonly is: 'empty' }
  | { readonly is: 'ours'; readonly version: number; readonly isMarked: boolean }
  /** A database of another program. */
  | { readonly is: 'foreign' };

/** The letters `Vi`, then 16 bits of schema version. */
const mark = 0x5669_0000;

/** 0: a file without a schema. */
export function schemaVersion(connection: Connection): number {
  return Number(connection.pragma('user_version'));
}

/** Call it inside the transaction of the migration step. */
export function markVersion(connection: Connection, version: number): void {
  connection.pragma(`user_version = ${String(version)}`);
  connection.pragma(`application_id = ${String(mark + version)}`);
}

/** Throws `damaged` if the header contradicts itself. @param newest the newest schema version of this program. */
export function identify(connection: Connection, newest: number): Identity {
  const version = schemaVersion(connection);
  const application = Number(connection.pragma('application_id'));
  const tables = tablesOf(connection);
  if (tables.length === 0 && version === 0 && application === 0) return { is: 'empty' };
  const isMarked = version > 0 && application === mark + version;
  const isOfEarlyVersion = application === 0 && version > 0 && version <= newest;
  const hasOurTables = ownTables.every((name) => tables.includes(name));
  if (isMarked || (isOfEarlyVersion && hasOurTables)) return { is: 'ours', version, isMarked };
  if (!hasOurTables) return { is: 'foreign' };
  const fields = `user_version ${String(version)}, application_id ${String(application)}`;
  throw new StoreError('damaged', new Error(`the header contradicts itself: ${fields}`));
}

/** In every schema so far. */
const ownTables = ['monitors', 'check_runs', 'outbox'] as const;

function tablesOf(connection: Connection): readonly string[] {
  const tables = connection.prepare<[], { readonly name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  return tables.all().map(({ name }) => name);
}
