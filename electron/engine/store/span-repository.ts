/** Status spans. Only their starts are stored: a span lasts until the next one, so there are no overlaps and no gaps. */
import { spanStates, type SpanState } from '../../contract/model/state.ts';
import { oneOf } from './closed-set.ts';
import type { Connection } from './sqlite.ts';
import type { Span } from '../../contract/model/history.ts';

export interface SpanRepository {
  /** Ends the open span at `fromMs` and begins another; a `fromMs` before the start of the open span is moved to it. */
  begin(stream: number, state: SpanState, fromMs: number): void;
  /** Spans that overlap [from, to), oldest first, not cut to it. */
  between(stream: number, fromMs: number, toMs: number): readonly Span[];
  /** The state of the open span; null: none yet. */
  current(stream: number): Span | null;
}

interface SpanRow {
  readonly at: number;
  readonly state: string;
}

export interface PrunableSpans extends SpanRepository {
  /** Drops spans that ended by `beforeMs`. */
  prune(stream: number, beforeMs: number): void;
}

const prunedAtOnce = 1_000;

export function spanRepository(connection: Connection): PrunableSpans {
  const containing = 'SELECT at FROM spans WHERE stream = ? AND at <= ? ORDER BY at DESC LIMIT 1';
  const selectNewest = connection.prepare<[number, number], SpanRow>(
    'SELECT at, state FROM spans WHERE stream = ? ORDER BY at DESC LIMIT ?',
  );
  const save = connection.prepare<[number, string, number]>(
    'INSERT OR REPLACE INTO spans (stream, at, state) SELECT key, ?, ? FROM streams WHERE key = ?',
  );
  const remove = connection.prepare<[number, number]>('DELETE FROM spans WHERE stream = ? AND at = ?');
  const selectBetween = connection.prepare<[number, number, number, number, number], SpanRow>(
    `SELECT at, state FROM spans WHERE stream = ? AND at >= coalesce((${containing}), ?) AND at < ? ORDER BY at`,
  );
  const selectNext = connection.prepare<[number, number], SpanRow>(
    'SELECT at, state FROM spans WHERE stream = ? AND at > ? ORDER BY at LIMIT 1',
  );
  const deleteBefore = connection.prepare<[number, number, number, number, number]>(
    `DELETE FROM spans WHERE stream = ? AND at IN
       (SELECT at FROM spans WHERE stream = ? AND at < (${containing}) ORDER BY at LIMIT ?)`,
  );

  return {
    begin: (stream, state, fromMs) => {
      connection.transaction(() => {
        const [open, before] = selectNewest.all(stream, 2);
        const from = Math.max(fromMs, open?.at ?? fromMs);
        const previous = open?.at === from ? before : open;
        // Two equal neighbours are one span, also when the span between them turned out to be empty.
        if (previous?.state !== state) save.run(from, state, stream);
        else if (open?.at === from) remove.run(stream, from);
      });
    },
    between(stream, fromMs, toMs) {
      const rows = selectBetween.all(stream, stream, fromMs, fromMs, toMs);
      const last = rows.at(-1);
      if (last === undefined || fromMs >= toMs) return [];
      const next = selectNext.get(stream, last.at);
      return rows.map(({ at, state }, index) => ({
        state: known(state),
        from: at,
        to: (rows[index + 1] ?? next)?.at ?? null,
      }));
    },
    current(stream) {
      const [open] = selectNewest.all(stream, 1);
      return open === undefined ? null : { state: known(open.state), from: open.at, to: null };
    },
    prune(stream, beforeMs) {
      deleteBefore.run(stream, stream, stream, beforeMs, prunedAtOnce);
    },
  };
}

function known(state: string): SpanState {
  return oneOf(spanStates, state, 'spans.state');
}
