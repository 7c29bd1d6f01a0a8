/** When a location failed again and again while most others did not, by the stream seen from it. */
import type { Connection } from './sqlite.ts';
import type { LocationRepository, NoteSpan } from './location-repository.ts';

interface NoteRow {
  readonly at: number;
  readonly ended_at: number | null;
}

export interface LocationNotes extends Pick<LocationRepository, 'notes' | 'openNote' | 'beginNote' | 'endNote'> {
  /** Drops notes that ended by `beforeMs`. */
  pruneNotes(stream: number, beforeMs: number): void;
}

export function locationNotes(connection: Connection): LocationNotes {
  const selectNotes = connection.prepare<[number, number, number], NoteRow>(
    `SELECT at, ended_at FROM location_notes
     WHERE stream = ? AND at < ? AND (ended_at IS NULL OR ended_at > ?) ORDER BY at`,
  );
  const selectOpenNote = connection.prepare<[number], NoteRow>(
    'SELECT at, ended_at FROM location_notes WHERE stream = ? AND ended_at IS NULL ORDER BY at DESC LIMIT 1',
  );
  const insertNote = connection.prepare<[number, number]>(
    'INSERT OR REPLACE INTO location_notes (stream, at) SELECT key, ? FROM streams WHERE key = ?',
  );
  const endNote = connection.prepare<[number, number]>(
    'UPDATE location_notes SET ended_at = max(at, ?) WHERE stream = ? AND ended_at IS NULL',
  );
  const pruneNotes = connection.prepare<[number, number]>(
    'DELETE FROM location_notes WHERE stream = ? AND ended_at < ?',
  );

  return {
    notes: (stream, fromMs, toMs) => selectNotes.all(stream, toMs, fromMs).map(noteFrom),
    openNote(stream) {
      const row = selectOpenNote.get(stream);
      return row === undefined ? null : noteFrom(row);
    },
    beginNote(stream, atMs) {
      insertNote.run(atMs, stream);
    },
    endNote(stream, atMs) {
      endNote.run(atMs, stream);
    },
    pruneNotes(stream, beforeMs) {
      pruneNotes.run(stream, beforeMs);
    },
  };
}

function noteFrom({ at, ended_at: endedAt }: NoteRow): NoteSpan {
  return { from: at, to: endedAt };
}
