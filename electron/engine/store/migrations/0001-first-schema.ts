/**
 * The first schema. `monitor` columns hold monitors.key. Times are epoch milliseconds, response times are tenths of a
 * millisecond. Lists and variants that are only ever read whole are JSON.
 */
import type { Migration } from './migration.ts';

const monitors = `
  CREATE TABLE monitors (
    key        INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so that a late check finds nobody, not somebody else
    id         TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('http', 'heartbeat')),
    definition TEXT NOT NULL CHECK (json_valid(definition))
  ) STRICT;

  -- Apart from monitors: it changes with every failing check and every ping, and its rows are small.
  CREATE TABLE tracking (
    monitor            INTEGER PRIMARY KEY REFERENCES monitors (key) ON DELETE CASCADE,
    state              TEXT NOT NULL CHECK (state IN ('new', 'up', 'degraded', 'failing', 'down', 'unknown', 'paused', 'maintenance', 'running', 'late')),
    since              INTEGER NOT NULL,
    span_state         TEXT CHECK (span_state IN ('up', 'degraded', 'down', 'unknown', 'paused', 'maintenance')),
    span_from          INTEGER,
    failures           INTEGER NOT NULL,
    passes             INTEGER NOT NULL,
    degradations       INTEGER NOT NULL,
    first_failure_at   INTEGER,
    detected_at        INTEGER,
    confirmed_at       INTEGER,
    first_pass_at      INTEGER,
    failure_kind       TEXT,
    failure_message    TEXT,
    inconclusive_since INTEGER,
    deadline_at        INTEGER,
    run_started_at     INTEGER,
    CHECK ((failure_kind IS NULL) = (failure_message IS NULL))
  ) STRICT;`;

const checks = `
  -- One row is a run of consecutive checks: 'at' of the first, and all of them packed (check-packing.ts).
  CREATE TABLE check_runs (
    monitor INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    data    BLOB NOT NULL,
    PRIMARY KEY (monitor, at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE check_failures (
    monitor INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (monitor, at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE check_details (
    id      INTEGER PRIMARY KEY,
    monitor INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    detail  TEXT NOT NULL CHECK (json_valid(detail)),
    UNIQUE (monitor, at)
  ) STRICT;`;

const rollup = (table: string): string => `
  CREATE TABLE ${table} (
    monitor      INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE,
    at           INTEGER NOT NULL,
    passed       INTEGER NOT NULL,
    degraded     INTEGER NOT NULL,
    failed       INTEGER NOT NULL,
    inconclusive INTEGER NOT NULL,
    measured     INTEGER NOT NULL,
    min          INTEGER,
    p50          INTEGER,
    p95          INTEGER,
    p99          INTEGER,
    max          INTEGER,
    PRIMARY KEY (monitor, at),
    CHECK ((measured = 0) = (p50 IS NULL))
  ) STRICT, WITHOUT ROWID;`;

const history = `
  -- All hours that ended by 'rolled_to' are in hour_rollups, all days in day_rollups; raw checks are kept from 'raw_from' on.
  CREATE TABLE upkeep (
    monitor   INTEGER PRIMARY KEY REFERENCES monitors (key) ON DELETE CASCADE,
    rolled_to INTEGER NOT NULL DEFAULT 0,
    raw_from  INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  -- A span lasts until the next one begins, so spans can neither overlap nor leave a gap.
  CREATE TABLE spans (
    monitor INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('up', 'degraded', 'down', 'unknown', 'paused', 'maintenance')),
    PRIMARY KEY (monitor, at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE incidents (
    id              INTEGER PRIMARY KEY AUTOINCREMENT, -- alerts are unique by it
    monitor         INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE,
    monitor_name    TEXT NOT NULL,
    severity        TEXT NOT NULL CHECK (severity IN ('critical', 'warning', 'info')),
    started_at      INTEGER NOT NULL,
    detected_at     INTEGER NOT NULL,
    confirmed_at    INTEGER NOT NULL,
    ended_at        INTEGER CHECK (ended_at >= started_at),
    failure_kind    TEXT NOT NULL,
    failure_message TEXT NOT NULL,
    last_good_at    INTEGER,
    acknowledged_at INTEGER,
    note            TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX incidents_by_monitor ON incidents (monitor);
  CREATE INDEX incidents_by_end ON incidents (monitor, ended_at);
  CREATE UNIQUE INDEX incidents_open ON incidents (monitor) WHERE ended_at IS NULL; -- one at a time

  CREATE TABLE pings (
    id             INTEGER PRIMARY KEY,
    monitor        INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE,
    at             INTEGER NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('success', 'start', 'fail', 'log')),
    exit_code      INTEGER,
    run_id         TEXT,
    run_time       INTEGER,
    body           TEXT NOT NULL,
    remote_address TEXT NOT NULL,
    user_agent     TEXT NOT NULL
  ) STRICT;
  CREATE INDEX pings_by_monitor ON pings (monitor);`;

const alerts = `
  CREATE TABLE channels (
    position      INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    kind          TEXT NOT NULL CHECK (kind IN ('native', 'email', 'slack')),
    definition    TEXT NOT NULL CHECK (json_valid(definition)),
    last_success_at INTEGER,
    last_error_at INTEGER,
    last_error    TEXT,
    broken        INTEGER NOT NULL DEFAULT 0 CHECK (broken IN (0, 1))
  ) STRICT;

  CREATE TABLE rules (
    id        INTEGER PRIMARY KEY, -- their order
    condition TEXT NOT NULL CHECK (json_valid(condition)),
    channels  TEXT NOT NULL CHECK (json_valid(channels)),
    delay     INTEGER NOT NULL CHECK (delay >= 0),
    source    TEXT NOT NULL CHECK (source IN ('hand', 'file', 'default'))
  ) STRICT;

  -- The delivery log outlives monitors and channels, so it names them itself.
  CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    subject         TEXT NOT NULL,
    channel_id      TEXT NOT NULL,
    event           TEXT NOT NULL CHECK (event IN ('down', 'recovered', 'degraded', 'certificate')),
    incident        INTEGER REFERENCES incidents (id) ON DELETE SET NULL,
    monitor_id      TEXT NOT NULL,
    payload         TEXT NOT NULL CHECK (json_valid(payload)),
    status          TEXT NOT NULL CHECK (status IN ('pending', 'sent', 'failed', 'merged', 'cancelled')),
    created_at      INTEGER NOT NULL,
    next_attempt_at INTEGER,
    UNIQUE (subject, channel_id, event),
    CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
  ) STRICT;
  CREATE INDEX outbox_pending ON outbox (next_attempt_at) WHERE status = 'pending'; -- few rows, however long the log
  CREATE INDEX outbox_by_incident ON outbox (incident) WHERE incident IS NOT NULL;
  CREATE INDEX outbox_by_channel ON outbox (channel_id);

  CREATE TABLE outbox_attempts (
    alert    INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    took     REAL NOT NULL, -- milliseconds
    accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    answer   TEXT NOT NULL,
    PRIMARY KEY (alert, number)
  ) STRICT, WITHOUT ROWID;`;

const program = `
  CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT, WITHOUT ROWID;

  -- Moments that the program remembers of itself: 'alive'.
  CREATE TABLE marks (
    name TEXT PRIMARY KEY,
    at   INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;`;

const defaults = `
  INSERT INTO channels (id, kind, definition) VALUES
    ('desktop', 'native', '{"id":"desktop","name":"Desktop notifications","enabled":true,"source":"default","kind":"native"}');
  INSERT INTO rules (condition, channels, delay, source) VALUES
    ('{"severity":[],"tags":[],"monitors":[],"events":[]}', '["desktop"]', 0, 'default');`;

export const firstSchema: Migration = {
  version: 1,
  apply(connection) {
    connection.exec(
      [monitors, checks, rollup('hour_rollups'), rollup('day_rollups'), history, alerts, program, defaults].join('\n'),
    );
  },
};
