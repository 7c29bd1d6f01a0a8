/** Channels record how often and since when they have been failing, and which trouble was reported. */
import type { Migration } from './migration.ts';
import { rebuilt, type Table } from './rebuilt-table.ts';

const channels: Table = {
  name: 'channels',
  columns: `
      position        INTEGER PRIMARY KEY,
      id              TEXT NOT NULL UNIQUE,
      kind            TEXT NOT NULL,
      version         INTEGER NOT NULL DEFAULT 1, -- of the definition, among those of its kind
      definition      TEXT NOT NULL CHECK (json_valid(definition)),
      last_success_at INTEGER,
      last_error_at   INTEGER,
      last_error      TEXT CHECK (last_error IS NULL OR json_valid(last_error)),
      failures        INTEGER NOT NULL DEFAULT 0, -- since the last success
      refusals        INTEGER NOT NULL DEFAULT 0, -- those of them that were permanent
      failing_since   INTEGER,
      trouble         TEXT,
      reported_since  INTEGER -- failing_since of the last report that was not resolved`,
  from: `position, id, kind, version, definition, last_success_at, last_error_at, last_error,
    broken, broken, CASE WHEN broken THEN last_error_at END, CASE WHEN broken THEN 'broken' END,
    CASE WHEN broken THEN last_error_at END`,
};

export const channelTroubles: Migration = {
  version: 9,
  apply(connection) {
    connection.exec(rebuilt(channels));
  },
};
