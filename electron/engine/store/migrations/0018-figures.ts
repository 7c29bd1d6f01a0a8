/** The figures of each stream with their units and limits, and their distribution in rollups (figure-packing.ts). */
import type { Migration } from './migration.ts';

export const figures: Migration = {
  version: 18,
  apply(connection) {
    connection.exec(`
      CREATE TABLE figures (
        stream INTEGER NOT NULL REFERENCES streams (key) ON DELETE CASCADE,
        name TEXT NOT NULL,
        unit TEXT NOT NULL,
        warning TEXT NOT NULL, -- JSON
        critical TEXT NOT NULL, -- JSON
        seen_at INTEGER NOT NULL, -- to an hour
        PRIMARY KEY (stream, name)
      ) STRICT, WITHOUT ROWID`);
    for (const table of ['hour_rollups', 'day_rollups']) {
      connection.exec(`ALTER TABLE ${table} ADD COLUMN figures BLOB`); // null: no check had any
    }
  },
};
