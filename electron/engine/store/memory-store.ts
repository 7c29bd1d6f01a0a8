/**
 * A store in memory for the time in which the one on disk refuses writes: incidents, outbox and pings, with the same
 * schema and the same statements. It starts with the rows that may change or must stay unique (open incidents, messages
 * that wait or belong to them) and with the sequences of the disk, so that the same writes get the same ids in both.
 */
import { incidentRepository } from './incident-repository.ts';
import { outboxRepository } from './outbox-repository.ts';
import { pingRepository } from './ping-repository.ts';
import { openConnection, type Connection, type SqlValue } from './sqlite.ts';
import type { Store } from './store.ts';

export interface MemoryStore extends Pick<Store, 'incidents' | 'outbox' | 'pings' | 'transaction'> {
  readonly close: () => void;
}

/** Throws `StoreError` if the disk cannot be read either. */
export function openMemoryStore(disk: Connection): MemoryStore {
  const memory = openConnection(':memory:');
  try {
    copySchema(disk, memory);
    memory.transaction(() => {
      for (const [table, select] of Object.entries(copied))
        copyRows(table, disk.prepare<[], Row>(select).all(), memory);
      // Those rows have begun sequences of their own, which would come first.
      memory.exec('DELETE FROM sqlite_sequence');
      copyRows('sqlite_sequence', disk.prepare<[], Row>('SELECT name, seq FROM sqlite_sequence').all(), memory);
    });
  } catch (error) {
    memory.close();
    throw error;
  }
  return {
    incidents: incidentRepository(memory),
    outbox: outboxRepository(memory),
    pings: pingRepository(memory),
    transaction: (body) => memory.transaction(body),
    close: () => memory.close(),
  };
}

type Row = Readonly<Record<string, SqlValue>>;

const openIncidents = 'SELECT id FROM incidents WHERE ended_at IS NULL';
/**
 * Pending ones with what was sent of the same subject, those of open incidents, warnings that must not repeat, and what
 * those who were notified of it learn the end of.
 */
const outboxRows = `FROM outbox WHERE subject IN (SELECT subject FROM outbox WHERE status = 'pending')
  OR incident IN (${openIncidents})
  OR event IN ('certificate', 'degraded', 'flapping', 'channel-broken', 'channel-failing')`;

const copied: Readonly<Record<string, string>> = {
  monitors: `SELECT key, id, kind, version, '{}' AS definition FROM monitors`,
  incidents: 'SELECT * FROM incidents WHERE ended_at IS NULL',
  outbox: `SELECT * ${outboxRows}`,
  outbox_attempts: `SELECT * FROM outbox_attempts WHERE alert IN (SELECT id ${outboxRows})`,
  // The newest sets the next id.
  pings: 'SELECT * FROM pings ORDER BY id DESC LIMIT 1',
};

function copySchema(from: Connection, to: Connection): void {
  // A ping may belong to a monitor whose incident is on disk, and the rest of the tables stay empty.
  to.pragma('foreign_keys = OFF');
  const schema = from.prepare<[], { readonly sql: string }>(
    `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
  );
  for (const { sql } of schema.all()) to.exec(sql);
}

function copyRows(table: string, rows: readonly Row[], to: Connection): void {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const insert = to.prepare<SqlValue[]>(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  for (const row of rows) insert.run(...columns.map((column) => row[column] ?? null));
}
