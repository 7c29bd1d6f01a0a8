/** Mutes. Deleting a monitor deletes its mute. */
import type { Migration } from './migration.ts';

const mutes = `
  CREATE TABLE mutes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so that an end that comes late ends no other
    scope      TEXT NOT NULL CHECK (scope IN ('all', 'tag', 'monitor')),
    tag        TEXT,
    monitor    INTEGER REFERENCES monitors (key) ON DELETE CASCADE,
    until      INTEGER, -- null: until it recovers
    created_at INTEGER NOT NULL,
    source     TEXT NOT NULL CHECK (source IN ('hand', 'file', 'default')),
    CHECK ((scope = 'tag') = (tag IS NOT NULL)),
    CHECK ((scope = 'monitor') = (monitor IS NOT NULL)),
    CHECK (until IS NOT NULL OR scope = 'monitor')
  ) STRICT;
  CREATE UNIQUE INDEX mutes_by_scope ON mutes (scope, ifnull(tag, ''), ifnull(monitor, 0)); -- one of each
  CREATE INDEX mutes_by_monitor ON mutes (monitor) WHERE monitor IS NOT NULL;`;

export const mutesSchema: Migration = {
  version: 2,
  apply(connection) {
    connection.exec(mutes);
  },
};
