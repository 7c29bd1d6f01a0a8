/** The outcome of a delivery becomes JSON, a code with its facts. Texts of earlier versions become the code `said`. */
import type { Migration } from './migration.ts';
import { rebuilt, type Table } from './rebuilt-table.ts';

function saidIn(words: string): string {
  return `CASE WHEN ${words} IS NOT NULL THEN json_object('code', 'said', 'facts', json_object('text', ${words})) END`;
}

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
      broken          INTEGER NOT NULL DEFAULT 0 CHECK (broken IN (0, 1))`,
  from: `position, id, kind, version, definition, last_success_at, last_error_at, ${saidIn('last_error')}, broken`,
};

const attempts: Table = {
  name: 'outbox_attempts',
  columns: `
      alert    INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
      number   INTEGER NOT NULL,
      at       INTEGER NOT NULL,
      took     REAL NOT NULL, -- milliseconds
      accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
      answer   TEXT NOT NULL CHECK (json_valid(answer)),
      PRIMARY KEY (alert, number)`,
  options: 'STRICT, WITHOUT ROWID',
  from: `alert, number, at, took, accepted, ${saidIn('answer')}`,
};

export const deliveryAnswers: Migration = {
  version: 7,
  apply(connection) {
    connection.exec([channels, attempts].map(rebuilt).join('\n'));
  },
};
