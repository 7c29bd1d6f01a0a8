/** What happened to a monitor, or to the program, besides what checks found. */
import type { Migration } from './migration.ts';

export const annotationsSchema: Migration = {
  version: 20,
  apply(connection) {
    connection.exec(`
      CREATE TABLE annotations (
        id      INTEGER PRIMARY KEY,
        monitor INTEGER REFERENCES monitors (key) ON DELETE CASCADE, -- null: of several, or of the program
        at      INTEGER NOT NULL,
        event   TEXT NOT NULL CHECK (json_valid(event))
      ) STRICT;
      CREATE INDEX annotations_by_monitor ON annotations (monitor, at);`);
  },
};
