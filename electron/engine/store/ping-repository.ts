/** Pings of heartbeats: the latest hundred of each monitor. */
import { keptPings, pingKinds, type Ping } from '../../contract/model/history.ts';
import { oneOf } from './closed-set.ts';
import { fromTheNewest, pageOf } from './page.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { Page } from '../../contract/model/page.ts';

export type NewPing = Omit<Ping, 'id'>;

export interface PingRepository {
  /** Keeps the latest 100 of each monitor. */
  append(key: number, ping: NewPing): Ping;
  page(
    key: number,
    options: { before?: number | undefined; failuresOnly?: boolean | undefined; limit: number },
  ): Page<Ping>;
  recent(key: number, count: number): readonly Ping[];
  /** Those sent at `atMs` or later. */
  from(key: number, atMs: number): readonly Ping[];
  /** When this run started; null: no start of it is kept. */
  runStartedAt(key: number, runId: string): number | null;
}

export interface PingRow {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly exit_code: number | null;
  readonly run_id: string | null;
  readonly run_time: number | null;
  readonly body: string;
  readonly remote_address: string;
  readonly user_agent: string;
}

export function pingRepository(connection: Connection): PingRepository {
  const insert = connection.prepare<SqlValue[]>(
    `INSERT INTO pings (monitor, at, kind, exit_code, run_id, run_time, body, remote_address, user_agent)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const olderThan = (condition: string) =>
    connection.prepare<[number, number, number], PingRow>(
      `SELECT * FROM pings WHERE monitor = ? AND id < ? ${condition} ORDER BY id DESC LIMIT ?`,
    );
  const selectBefore = olderThan('');
  const selectFailed = olderThan(`AND kind = 'fail'`);
  const selectFrom = connection.prepare<[number, number], PingRow>('SELECT * FROM pings WHERE monitor = ? AND at >= ?');
  const selectStart = connection.prepare<[number, string], { readonly at: number }>(
    `SELECT at FROM pings WHERE monitor = ? AND kind = 'start' AND run_id = ? ORDER BY id DESC LIMIT 1`,
  );

  const dropOldest = dropping(connection);

  return {
    append: (key, ping) =>
      connection.transaction(() => {
        const { at, kind, exitCode, runId, runTime, body, remoteAddress, userAgent } = ping;
        const { id } = insert.run(key, at, kind, exitCode, runId, runTime, body, remoteAddress, userAgent);
        dropOldest(key, id);
        return { id, ...ping };
      }),
    page(key, { before = fromTheNewest, failuresOnly = false, limit }) {
      const select = failuresOnly ? selectFailed : selectBefore;
      return pageOf(select.all(key, before, limit + 1).map(pingOf), limit, ({ id }) => id);
    },
    recent: (key, count) => selectBefore.all(key, fromTheNewest, count).map(pingOf).reverse(),
    from: (key, atMs) => selectFrom.all(key, atMs).map(pingOf),
    runStartedAt: (key, runId) => selectStart.get(key, runId)?.at ?? null,
  };
}

/**
 * Called after each insert. Counting takes longer than inserting, so it is done every hundred times, and after a
 * transaction was rolled back, whose pings never were: an id comes again then.
 */
function dropping(connection: Connection): (key: number, id: number) => void {
  const countAll = connection.prepare<[number], { readonly count: number }>(
    'SELECT count(*) AS count FROM pings WHERE monitor = ?',
  );
  const dropFirst = connection.prepare<[number, number]>(
    'DELETE FROM pings WHERE id IN (SELECT id FROM pings WHERE monitor = ? ORDER BY id LIMIT ?)',
  );
  const counted = new Map<number, { readonly count: number; readonly uses: number }>();
  let latestId = 0;

  return (key, id) => {
    if (id <= latestId) counted.clear();
    latestId = id;
    const known = counted.get(key);
    const isOld = known === undefined || known.uses === keptPings;
    const count = isOld ? (countAll.get(key)?.count ?? 0) : known.count + 1;
    if (count > keptPings) dropFirst.run(key, count - keptPings);
    counted.set(key, { count: Math.min(count, keptPings), uses: isOld ? 0 : known.uses + 1 });
  };
}

export function pingOf(row: PingRow): Ping {
  return {
    id: row.id,
    at: row.at,
    kind: oneOf(pingKinds, row.kind, 'pings.kind'),
    exitCode: row.exit_code,
    runId: row.run_id,
    runTime: row.run_time,
    body: row.body,
    remoteAddress: row.remote_address,
    userAgent: row.user_agent,
  };
}
