/** Locations, and how much of their services' hourly limits is used. */
import type { Migration } from './migration.ts';

export const locationsSchema: Migration = {
  version: 12,
  apply(connection) {
    connection.exec(`
      CREATE TABLE locations (
        position   INTEGER PRIMARY KEY,
        id         TEXT NOT NULL UNIQUE,
        kind       TEXT NOT NULL,
        version    INTEGER NOT NULL, -- of the definition, among those of its kind
        definition TEXT NOT NULL CHECK (json_valid(definition))
      ) STRICT;
      CREATE TABLE location_budgets (
        account      TEXT PRIMARY KEY, -- a hash: of the service and the token
        hourly_limit INTEGER,
        used         INTEGER NOT NULL,
        reset_at     INTEGER,
        is_spent     INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;`);
  },
};
