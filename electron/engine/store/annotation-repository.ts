/** Annotations of monitors, and those of several or of the program. */
import { annotationEvent, type Annotation } from '../../contract/model/annotation.ts';
import { parsedJson } from './json-column.ts';
import type { Connection } from './sqlite.ts';

export interface AnnotationRepository {
  /** @param monitorKey null: of several monitors, or of the program. */
  add(monitorKey: number | null, annotation: Annotation): void;
  /** In [from, to), newest first: at most `limit` of the monitor, and as many of none. */
  between(
    monitorKey: number,
    options: { readonly from: number; readonly to: number; readonly limit: number },
  ): readonly Annotation[];
}

export interface AnnotationRow {
  readonly at: number;
  readonly event: string;
}

export interface PrunableAnnotations extends AnnotationRepository {
  /** Drops those of the monitor, and those of no monitor, from before `beforeMs`. */
  prune(monitorKey: number, beforeMs: number): void;
}

export function annotationRepository(connection: Connection): PrunableAnnotations {
  const insert = connection.prepare<[number | null, number, string]>(
    'INSERT INTO annotations (monitor, at, event) VALUES (?, ?, ?)',
  );
  const select = connection.prepare<[number | null, number, number, number], AnnotationRow>(
    `SELECT at, event FROM annotations WHERE monitor IS ? AND at >= ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?`,
  );
  const remove = connection.prepare<[number | null, number]>('DELETE FROM annotations WHERE monitor IS ? AND at < ?');
  return {
    add(monitorKey, { at, event }) {
      insert.run(monitorKey, at, JSON.stringify(event));
    },
    between: (monitorKey, { from, to, limit }) =>
      [...select.all(monitorKey, from, to, limit), ...select.all(null, from, to, limit)]
        .map(annotationOf)
        .sort((a, b) => b.at - a.at),
    prune(monitorKey, beforeMs) {
      remove.run(monitorKey, beforeMs);
      remove.run(null, beforeMs);
    },
  };
}

export function annotationOf({ at, event }: AnnotationRow): Annotation {
  return { at, event: parsedJson(annotationEvent, event, 'annotations.event') };
}
