/** The figures that the checks of a stream have, by name, with the unit and the limits that the newest check gave. */
import type { Figure, FigureScale } from '../../contract/model/figure.ts';
import type { Check, CheckDetail } from '../../contract/model/state.ts';
import { hourMs } from '../history/buckets.ts';
import { fromJson } from './json-column.ts';
import type { Connection } from './sqlite.ts';

export interface FigureNames {
  note(stream: number, check: Pick<CheckDetail, 'at' | 'figures' | 'scales'> | Check): void;
  /** Ordered by name. */
  list(stream: number): readonly Figure[];
  prune(stream: number, beforeMs: number): void;
}

interface FigureRow {
  readonly name: string;
  readonly unit: string;
  readonly warning: string;
  readonly critical: string;
}

/** A target may name its figures as it likes. */
const mostListed = 64;
const plain: FigureScale = { unit: '', warning: [], critical: [] };
/** `load5` before `load15`. */
const { compare } = new Intl.Collator('en', { numeric: true });

export function figureNames(connection: Connection): FigureNames {
  const save = connection.prepare<[string, string, string, string, number, number]>(
    `INSERT INTO figures (stream, name, unit, warning, critical, seen_at)
     SELECT key, ?, ?, ?, ?, ? FROM streams WHERE key = ?
     ON CONFLICT (stream, name) DO UPDATE SET
       unit = excluded.unit, warning = excluded.warning, critical = excluded.critical, seen_at = excluded.seen_at
     WHERE excluded.seen_at >= seen_at + ${String(hourMs)} OR (excluded.seen_at >= seen_at
       AND (unit <> excluded.unit OR warning <> excluded.warning OR critical <> excluded.critical))`,
  );
  const select = connection.prepare<[number, number], FigureRow>(
    'SELECT name, unit, warning, critical FROM figures WHERE stream = ? ORDER BY seen_at DESC, name LIMIT ?',
  );
  const prune = connection.prepare<[number, number, number, number]>(
    `DELETE FROM figures WHERE stream = ? AND (seen_at < ? OR name NOT IN
       (SELECT name FROM figures WHERE stream = ? ORDER BY seen_at DESC, name LIMIT ?))`,
  );
  return {
    note(stream, check) {
      const scales = new Map(Object.entries(('scales' in check ? check.scales : undefined) ?? {}));
      for (const name of Object.keys(check.figures ?? {})) {
        const { unit, warning, critical } = scales.get(name) ?? plain;
        save.run(name, unit, JSON.stringify(warning), JSON.stringify(critical), check.at, stream);
      }
    },
    list: (stream) =>
      select
        .all(stream, mostListed)
        .map(figureFrom)
        .sort((a, b) => compare(a.name, b.name)),
    prune(stream, beforeMs) {
      prune.run(stream, beforeMs, stream, mostListed);
    },
  };
}

function figureFrom({ name, unit, warning, critical }: FigureRow): Figure {
  return { name, unit, warning: limitsFrom(warning), critical: limitsFrom(critical) };
}

function limitsFrom(column: string): readonly number[] {
  return fromJson<readonly number[]>(column);
}
