/** Maintenance windows. */
import type { Migration } from './migration.ts';

export const maintenanceWindows: Migration = {
  version: 16,
  apply(connection) {
    connection.exec(`
      CREATE TABLE maintenance (
        position   INTEGER PRIMARY KEY,
        id         TEXT NOT NULL UNIQUE,
        definition TEXT NOT NULL CHECK (json_valid(definition)),
        ended_at   INTEGER -- the period that was active then was ended by hand
      ) STRICT;`);
  },
};
