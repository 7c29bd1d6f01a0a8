/**
 * A stream is one monitor seen from one location; checks, rollups and spans belong to it. Each existing monitor gets one,
 * `here`, with the monitor's own key, so that the keys of history do not change. Sets that grow with the program (kinds,
 * states, events, sources ...) are no longer listed in CHECKs: values are checked when a row is read. Neither a CHECK nor
 * a reference can be changed in place, so the tables are copied.
 */
import type { Migration } from './migration.ts';
import { rebuilt, type Table } from './rebuilt-table.ts';

const ofStream = 'stream INTEGER NOT NULL REFERENCES streams (key) ON DELETE CASCADE';
const ofMonitor = 'monitor INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE';
const byKey = 'STRICT, WITHOUT ROWID';

const perMonitor: readonly Table[] = [
  {
    name: 'monitors',
    columns: `
      key        INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so that late news of one are not those of another
      id         TEXT NOT NULL UNIQUE,
      kind       TEXT NOT NULL,
      version    INTEGER NOT NULL DEFAULT 1, -- of the definition, among those of its kind
      definition TEXT NOT NULL CHECK (json_valid(definition))`,
    from: 'key, id, kind, 1, definition',
  },
  {
    // State, span and alerts belong to the monitor; the counts of its one stream are stored with them.
    name: 'tracking',
    columns: `
      monitor            INTEGER PRIMARY KEY REFERENCES monitors (key) ON DELETE CASCADE,
      state              TEXT NOT NULL,
      since              INTEGER NOT NULL,
      span_state         TEXT,
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
      CHECK ((failure_kind IS NULL) = (failure_message IS NULL))`,
  },
];

const streams = `
  CREATE TABLE streams (
    key      INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, as a monitor's
    monitor  INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE,
    location TEXT NOT NULL DEFAULT 'here',
    UNIQUE (monitor, location)
  ) STRICT;
  INSERT INTO streams (key, monitor) SELECT key, key FROM monitors;
  DELETE FROM sqlite_sequence WHERE name = 'streams';
  INSERT INTO sqlite_sequence (name, seq) SELECT 'streams', seq FROM sqlite_sequence WHERE name = 'monitors';`;

const rollups = (name: string): Table => ({
  name,
  columns: `
      ${ofStream},
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
      dns          INTEGER,
      connect      INTEGER,
      tls          INTEGER,
      first_byte   INTEGER,
      download     INTEGER,
      PRIMARY KEY (stream, at),
      CHECK ((measured = 0) = (p50 IS NULL))`,
  options: byKey,
});

const ofStreams: readonly Table[] = [
  {
    name: 'check_runs',
    columns: `${ofStream}, at INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (stream, at)`,
    options: byKey,
  },
  {
    name: 'check_failures',
    columns: `
      ${ofStream}, at INTEGER NOT NULL, kind TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (stream, at)`,
    options: byKey,
  },
  {
    name: 'check_details',
    columns: `
      id INTEGER PRIMARY KEY, ${ofStream}, at INTEGER NOT NULL, detail TEXT NOT NULL CHECK (json_valid(detail)),
      UNIQUE (stream, at)`,
  },
  rollups('hour_rollups'),
  rollups('day_rollups'),
  {
    name: 'upkeep',
    columns: `
      stream    INTEGER PRIMARY KEY REFERENCES streams (key) ON DELETE CASCADE,
      rolled_to INTEGER NOT NULL DEFAULT 0,
      raw_from  INTEGER NOT NULL DEFAULT 0`,
  },
  {
    name: 'spans',
    columns: `${ofStream}, at INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (stream, at)`,
    options: byKey,
  },
];

const ofMonitors: readonly Table[] = [
  {
    name: 'incidents',
    columns: `
      id              INTEGER PRIMARY KEY AUTOINCREMENT, -- alerts are unique by it
      ${ofMonitor},
      monitor_name    TEXT NOT NULL,
      severity        TEXT NOT NULL,
      started_at      INTEGER NOT NULL,
      detected_at     INTEGER NOT NULL,
      confirmed_at    INTEGER NOT NULL,
      ended_at        INTEGER CHECK (ended_at >= started_at),
      failure_kind    TEXT NOT NULL,
      failure_message TEXT NOT NULL,
      last_good_at    INTEGER,
      acknowledged_at INTEGER,
      note            TEXT NOT NULL DEFAULT ''`,
    indexes: [
      'INDEX incidents_by_monitor ON incidents (monitor)',
      'INDEX incidents_by_end ON incidents (monitor, ended_at)',
      'UNIQUE INDEX incidents_open ON incidents (monitor) WHERE ended_at IS NULL', // one at a time
    ],
  },
  {
    name: 'pings',
    columns: `
      id             INTEGER PRIMARY KEY,
      ${ofMonitor},
      at             INTEGER NOT NULL,
      kind           TEXT NOT NULL,
      exit_code      INTEGER,
      run_id         TEXT,
      run_time       INTEGER,
      body           TEXT NOT NULL,
      remote_address TEXT NOT NULL,
      user_agent     TEXT NOT NULL`,
    indexes: ['INDEX pings_by_monitor ON pings (monitor)'],
  },
  {
    name: 'mutes',
    columns: `
      id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so that an end that comes late ends no other
      scope      TEXT NOT NULL,
      tag        TEXT,
      monitor    INTEGER REFERENCES monitors (key) ON DELETE CASCADE,
      until      INTEGER, -- null: until it recovers
      created_at INTEGER NOT NULL,
      source     TEXT NOT NULL,
      CHECK ((scope = 'tag') = (tag IS NOT NULL)),
      CHECK ((scope = 'monitor') = (monitor IS NOT NULL)),
      CHECK (until IS NOT NULL OR monitor IS NOT NULL)`,
    indexes: [
      `UNIQUE INDEX mutes_by_scope ON mutes (scope, ifnull(tag, ''), ifnull(monitor, 0))`, // one of each
      'INDEX mutes_by_monitor ON mutes (monitor) WHERE monitor IS NOT NULL',
    ],
  },
];

const ofNotifications: readonly Table[] = [
  {
    name: 'channels',
    columns: `
      position        INTEGER PRIMARY KEY,
      id              TEXT NOT NULL UNIQUE,
      kind            TEXT NOT NULL,
      version         INTEGER NOT NULL DEFAULT 1, -- of the definition, among those of its kind
      definition      TEXT NOT NULL CHECK (json_valid(definition)),
      last_success_at INTEGER,
      last_error_at   INTEGER,
      last_error      TEXT,
      broken          INTEGER NOT NULL DEFAULT 0 CHECK (broken IN (0, 1))`,
    from: 'position, id, kind, 1, definition, last_success_at, last_error_at, last_error, broken',
  },
  {
    name: 'rules',
    columns: `
      id           INTEGER PRIMARY KEY, -- their order
      condition    TEXT NOT NULL CHECK (json_valid(condition)),
      channels     TEXT NOT NULL CHECK (json_valid(channels)),
      delay        INTEGER NOT NULL CHECK (delay >= 0),
      source       TEXT NOT NULL,
      repeat_every INTEGER CHECK (repeat_every > 0),
      quiet_hours  TEXT CHECK (quiet_hours IS NULL OR json_valid(quiet_hours))`,
  },
  {
    name: 'outbox',
    columns: `
      id              INTEGER PRIMARY KEY AUTOINCREMENT,
      subject         TEXT NOT NULL,
      channel_id      TEXT NOT NULL,
      event           TEXT NOT NULL,
      number          INTEGER NOT NULL DEFAULT 0, -- which reminder it is
      incident        INTEGER REFERENCES incidents (id) ON DELETE SET NULL,
      monitor_id      TEXT NOT NULL, -- the log outlives monitors and channels, so it names them itself
      payload         TEXT NOT NULL CHECK (json_valid(payload)),
      status          TEXT NOT NULL,
      created_at      INTEGER NOT NULL,
      next_attempt_at INTEGER,
      held_until      INTEGER, -- by quiet hours; null: never
      UNIQUE (subject, channel_id, event, number),
      CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))`,
    // A notice of a broken channel was stored as an incident without a monitor.
    from: `id, subject, channel_id,
      CASE WHEN event = 'down' AND monitor_id = '' AND subject LIKE 'channel:%' THEN 'channel-broken' ELSE event END,
      number, incident, monitor_id, payload, status, created_at, next_attempt_at, held_until`,
    indexes: [
      `INDEX outbox_pending ON outbox (next_attempt_at) WHERE status = 'pending'`, // few rows, however long the log
      'INDEX outbox_by_incident ON outbox (incident) WHERE incident IS NOT NULL',
      'INDEX outbox_by_channel ON outbox (channel_id)',
    ],
  },
];

/** A broken channel was stored as `down` without a monitor, since the CHECK had no event for it. */
const brokenChannels = `
  UPDATE outbox SET event = 'channel-broken' WHERE event = 'down' AND monitor_id = '' AND subject LIKE 'channel:%';`;

export const streamsSchema: Migration = {
  version: 5,
  apply(connection) {
    const rest = [...ofStreams, ...ofMonitors, ...ofNotifications];
    connection.exec([...perMonitor.map(rebuilt), streams, ...rest.map(rebuilt), brokenChannels].join('\n'));
  },
};
