/**
 * Reminders and quiet hours of rules. A channel can get several reminders of one incident, so the outbox numbers them; it
 * also stores what quiet hours defer. A CHECK and a UNIQUE cannot be changed in place, so the outbox and its attempts are
 * copied. The attempts have to move first, or they would be deleted with the old outbox.
 */
import type { Migration } from './migration.ts';

const rules = `
  ALTER TABLE rules ADD COLUMN repeat_every INTEGER CHECK (repeat_every > 0);
  ALTER TABLE rules ADD COLUMN quiet_hours TEXT CHECK (quiet_hours IS NULL OR json_valid(quiet_hours));`;

const tables = `
  CREATE TABLE next_outbox (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    subject         TEXT NOT NULL,
    channel_id      TEXT NOT NULL,
    event           TEXT NOT NULL CHECK (event IN ('down', 'recovered', 'degraded', 'certificate', 'reminder')),
    number          INTEGER NOT NULL DEFAULT 0, -- which reminder it is
    incident        INTEGER REFERENCES incidents (id) ON DELETE SET NULL,
    monitor_id      TEXT NOT NULL,
    payload         TEXT NOT NULL CHECK (json_valid(payload)),
    status          TEXT NOT NULL CHECK (status IN ('pending', 'sent', 'failed', 'merged', 'cancelled')),
    created_at      INTEGER NOT NULL,
    next_attempt_at INTEGER,
    held_until      INTEGER, -- by quiet hours; null: never
    UNIQUE (subject, channel_id, event, number),
    CHECK ((event = 'reminder') = (number > 0)),
    CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
  ) STRICT;

  CREATE TABLE next_attempts (
    alert    INTEGER NOT NULL REFERENCES next_outbox (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    took     REAL NOT NULL, -- milliseconds
    accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    answer   TEXT NOT NULL,
    PRIMARY KEY (alert, number)
  ) STRICT, WITHOUT ROWID;`;

const columns = 'id, subject, channel_id, event, incident, monitor_id, payload, status, created_at, next_attempt_at';

const copy = `
  INSERT INTO next_outbox (${columns}) SELECT ${columns} FROM outbox;
  INSERT INTO next_attempts SELECT alert, number, at, took, accepted, answer FROM outbox_attempts;
  DELETE FROM sqlite_sequence WHERE name = 'next_outbox';
  INSERT INTO sqlite_sequence (name, seq) SELECT 'next_outbox', seq FROM sqlite_sequence WHERE name = 'outbox';
  DROP TABLE outbox_attempts;
  DROP TABLE outbox;
  ALTER TABLE next_outbox RENAME TO outbox;
  ALTER TABLE next_attempts RENAME TO outbox_attempts;`;

const indexes = `
  CREATE INDEX outbox_pending ON outbox (next_attempt_at) WHERE status = 'pending'; -- few rows, however long the log
  CREATE INDEX outbox_by_incident ON outbox (incident) WHERE incident IS NOT NULL;
  CREATE INDEX outbox_by_channel ON outbox (channel_id);`;

export const remindersAndQuietHours: Migration = {
  version: 4,
  apply(connection) {
    connection.exec([rules, tables, copy, indexes].join('\n'));
  },
};
