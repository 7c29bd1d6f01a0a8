/**
 * Brings a database to the newest schema, one step a transaction; `user_version` says how far it is. A migration is
 * never edited once it has been released: a change of the schema is one more file in this list.
 */
import type { Connection } from './sqlite.ts';
import { firstSchema } from './migrations/0001-first-schema.ts';
import { mutesSchema } from './migrations/0002-mutes.ts';
import { phaseRollups } from './migrations/0003-phase-rollups.ts';
import { remindersAndQuietHours } from './migrations/0004-reminders-and-quiet-hours.ts';

export interface Migration {
  readonly version: number;
  readonly apply: (connection: Connection) => void;
}

export const migrations: readonly Migration[] = [firstSchema, mutesSchema, phaseRollups, remindersAndQuietHours];

/** The version that `steps` lead to. */
export function newestVersion(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? 0;
}

/** 0: a file without a schema. */
export function schemaVersion(connection: Connection): number {
  return Number(connection.pragma('user_version'));
}

/** @returns the versions that were applied. */
export function migrate(connection: Connection, steps: readonly Migration[]): readonly number[] {
  const from = schemaVersion(connection);
  const missing = steps.filter(({ version }) => version > from);
  for (const { version, apply } of missing) {
    connection.transaction(() => {
      apply(connection);
      connection.pragma(`user_version = ${String(version)}`);
    });
  }
  return missing.map(({ version }) => version);
}
