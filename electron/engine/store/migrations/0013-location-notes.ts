/** Where the location of a stream was, last, and when it was noted as failing while most others did not. */
import type { Migration } from './migration.ts';

export const locationNotes: Migration = {
  version: 13,
  apply(connection) {
    connection.exec(`
      ALTER TABLE streams ADD COLUMN place TEXT CHECK (place IS NULL OR json_valid(place));
      CREATE TABLE location_notes (
        stream   INTEGER NOT NULL REFERENCES streams (key) ON DELETE CASCADE,
        at       INTEGER NOT NULL,
        ended_at INTEGER,
        PRIMARY KEY (stream, at)
      ) STRICT, WITHOUT ROWID;`);
  },
};
