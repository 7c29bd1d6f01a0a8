/** A heartbeat keeps every run that is open, which clock its deadline follows, and what of its grace period does not count. */
import type { Migration } from './migration.ts';
import { rebuilt, type Table } from './rebuilt-table.ts';

const kept = `monitor, state, since, span_state, span_from, failures, passes, degradations, first_failure_at, detected_at,
      confirmed_at, first_pass_at, failure, inconclusive_since, deadline_at`;

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
      away_in_grace      INTEGER NOT NULL DEFAULT 0,
      runs               TEXT CHECK (runs IS NULL OR json_valid(runs)), -- open ones
      clock              TEXT`,
  from: `${kept}, 0,
    CASE WHEN run_started_at IS NOT NULL THEN
      json_array(json_object('id', NULL, 'startedAt', run_started_at, 'isSuperseded', json('false')))
    END, NULL`,
};

export const openRuns: Migration = {
  version: 10,
  apply(connection) {
    connection.exec(rebuilt(tracking));
  },
};
