/** Status spans. Only begins are stored: a span lasts until the next one, so they never overlap and leave no gap. */
import type { SpanState } from '../../contract/model/state.ts';
import type { Connection } from './sqlite.ts';
import type { SpanRepository } from './store.ts';

interface SpanRow {
  readonly at: number;
  readonly state: SpanState;
}

export interface PrunableSpans extends SpanRepository {
  /** Drops spans that ended by `beforeMs`. */
  prune(key: number, beforeMs: number): void;
}

const prunedAtOnce = 1_000;

export function spanRepository(connection: Connection): PrunableSpans {
  const containing = 'SELECT at FROM spans WHERE monitor = ? AND at <= ? ORDER BY at DESC LIMIT 1';
  const selectNewest = connection.prepare<[number, number], SpanRow>(
    'SELECT at, state FROM spans WHERE monitor = ? ORDER BY at DESC LIMIT ?',
  );
  const save = connection.prepare<[number, string, number]>(
    'INSERT OR REPLACE INTO spans (monitor, at, state) SELECT key, ?, ? FROM monitors WHERE key = ?',
  );
  const remove = connection.prepare<[number, number]>('DELETE FROM spans WHERE monitor = ? AND at = ?');
  const selectBetween = connection.prepare<[number, number, number, number, number], SpanRow>(
    `SELECT at, state FROM spans WHERE monitor = ? AND at >= coalesce((${containing}), ?) AND at < ? ORDER BY at`,
  );
  const selectNext = connection.prepare<[number, number], SpanRow>(
    'SELECT at, state FROM spans WHERE monitor = ? AND at > ? ORDER BY at LIMIT 1',
  );
  const deleteBefore = connection.prepare<[number, number, number, number, number]>(
    `DELETE FROM spans WHERE monitor = ? AND at IN
       (SELECT at FROM spans WHERE monitor = ? AND at < (${containing}) ORDER BY at LIMIT ?)`,
  );

  return {
    begin: (key, state, fromMs) => {
      connection.transaction(() => {
        const [open, before] = selectNewest.all(key, 2);
        const from = Math.max(fromMs, open?.at ?? fromMs);
        const previous = open?.at === from ? before : open;
        // Two equal neighbours are one span, also where the one between them turned out to be empty.
        if (previous?.state !== state) save.run(from, state, key);
        else if (open?.at === from) remove.run(key, from);
      });
    },
    between(key, fromMs, toMs) {
      const rows = selectBetween.all(key, key, fromMs, fromMs, toMs);
      const last = rows.at(-1);
      if (last === undefined || fromMs >= toMs) return [];
      const next = selectNext.get(key, last.at);
      return rows.map(({ at, state }, index) => ({ state, from: at, to: (rows[index + 1] ?? next)?.at ?? null }));
    },
    current(key) {
      const [open] = selectNewest.all(key, 1);
      return open === undefined ? null : { state: open.state, from: open.at, to: null };
    },
    prune(key, beforeMs) {
      deleteBefore.run(key, key, key, beforeMs, prunedAtOnce);
    },
  };
}
