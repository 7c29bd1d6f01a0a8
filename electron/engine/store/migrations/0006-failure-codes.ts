/**
 * A failure becomes one JSON column, a code with its facts. It replaces a kind and a text, which is kept as the code
 * `prose`. Version 5 had begun to write code and facts into the text.
 */
import type { Migration } from './migration.ts';
import { rebuilt, type Table } from './rebuilt-table.ts';

/** One pass over the rows in key order, however many failed checks there are. */
function failureOf(kind: string, message: string): string {
  return `CASE
        WHEN substr(${message}, 1, 9) = '{"code":"' AND json_valid(${message}) THEN ${message}
        WHEN ${message} IS NOT NULL
        THEN json_object('code', 'prose', 'facts', json_object('kind', ${kind}, 'text', ${message}))
      END`;
}

const tracking: Table = {
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
      failure            TEXT CHECK (failure IS NULL OR json_valid(failure)),
      inconclusive_since INTEGER,
      deadline_at        INTEGER,
      run_started_at     INTEGER`,
  from: `monitor, state, since, span_state, span_from, failures, passes, degradations, first_failure_at, detected_at,
      confirmed_at, first_pass_at, ${failureOf('failure_kind', 'failure_message')}, inconclusive_since, deadline_at,
      run_started_at`,
};

const checkFailures: Table = {
  name: 'check_failures',
  columns: `
      stream  INTEGER NOT NULL REFERENCES streams (key) ON DELETE CASCADE,
      at      INTEGER NOT NULL,
      failure TEXT NOT NULL CHECK (json_valid(failure)),
      PRIMARY KEY (stream, at)`,
  options: 'STRICT, WITHOUT ROWID',
  from: `stream, at, ${failureOf('kind', 'message')}`,
};

const incidents: Table = {
  name: 'incidents',
  columns: `
      id              INTEGER PRIMARY KEY AUTOINCREMENT, -- alerts are unique by it
      monitor         INTEGER NOT NULL REFERENCES monitors (key) ON DELETE CASCADE,
      monitor_name    TEXT NOT NULL,
      severity        TEXT NOT NULL,
      started_at      INTEGER NOT NULL,
      detected_at     INTEGER NOT NULL,
      confirmed_at    INTEGER NOT NULL,
      ended_at        INTEGER CHECK (ended_at >= started_at),
      failure         TEXT NOT NULL CHECK (json_valid(failure)),
      last_good_at    INTEGER,
      acknowledged_at INTEGER,
      note            TEXT NOT NULL DEFAULT ''`,
  from: `id, monitor, monitor_name, severity, started_at, detected_at, confirmed_at, ended_at,
      ${failureOf('failure_kind', 'failure_message')}, last_good_at, acknowledged_at, note`,
  indexes: [
    'INDEX incidents_by_monitor ON incidents (monitor)',
    'INDEX incidents_by_end ON incidents (monitor, ended_at)',
    'UNIQUE INDEX incidents_open ON incidents (monitor) WHERE ended_at IS NULL', // one at a time
  ],
};

export const failureCodes: Migration = {
  version: 6,
  apply(connection) {
    connection.exec([tracking, checkFailures, incidents].map(rebuilt).join('\n'));
  },
};
