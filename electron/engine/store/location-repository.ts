/**
 * Locations in the order of their creation, the streams of monitors seen from them with their notes, and the budgets of
 * their services.
 */
import { z } from 'zod';
import type { Location } from '../../contract/locations/registry.ts';
import type { StoredForm } from '../fields/stored-form.ts';
import { definitionFrom, type DefinitionRow } from './definition-column.ts';
import { parsedJson } from './json-column.ts';
import { locationNotes, type LocationNotes } from './location-notes.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { Budget, Place } from '../../contract/model/location.ts';

export interface LocationStream {
  readonly stream: number;
  readonly locationId: string;
  /** Where it was, last; null: it has not said. */
  readonly place: Place | null;
}

/** A location failed again and again while most others did not. */
export interface NoteSpan {
  readonly from: number;
  /** Null: it still does. */
  readonly to: number | null;
}

export interface LocationRepository {
  /** Secrets are sealed. */
  all(): readonly Location[];
  save(location: Location): void;
  /** With all that was seen from it. */
  delete(id: string): void;
  /** The monitor's streams from other locations than this computer. */
  streams(monitorKey: number): readonly LocationStream[];
  /** @returns the key of the new stream. */
  openStream(monitorKey: number, locationId: string): number;
  savePlace(stream: number, place: Place): void;
  /** Those that overlap [from, to), oldest first. */
  notes(stream: number, fromMs: number, toMs: number): readonly NoteSpan[];
  /** Null: none is open. */
  openNote(stream: number): NoteSpan | null;
  beginNote(stream: number, atMs: number): void;
  /** Ends the open one. */
  endNote(stream: number, atMs: number): void;
  budgets(): readonly { readonly account: string; readonly budget: Budget }[];
  saveBudget(account: string, budget: Budget): void;
}

interface StreamRow {
  readonly key: number;
  readonly location: string;
  readonly place: string | null;
}

const placeShape = z.object({
  country: z.string().nullable(),
  city: z.string().nullable(),
  network: z.string().nullable(),
});

interface BudgetRow {
  readonly account: string;
  readonly hourly_limit: number | null;
  readonly used: number;
  readonly reset_at: number | null;
  readonly is_spent: number;
}

export function locationRepository(
  connection: Connection,
  form: StoredForm<Location>,
): LocationRepository & LocationNotes {
  const selectAll = connection.prepare<[], DefinitionRow>('SELECT * FROM locations ORDER BY position');
  const save = connection.prepare<[string, string, number, string]>(
    `INSERT INTO locations (id, kind, version, definition) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, version = excluded.version, definition = excluded.definition`,
  );
  const remove = connection.prepare<[string]>('DELETE FROM locations WHERE id = ?');
  const removeStreams = connection.prepare<[string]>('DELETE FROM streams WHERE location = ?');
  const selectStreams = connection.prepare<[number], StreamRow>(
    `SELECT key, location, place FROM streams WHERE monitor = ? AND location <> 'here' ORDER BY key`,
  );
  const insertStream = connection.prepare<[number, string]>('INSERT INTO streams (monitor, location) VALUES (?, ?)');
  const savePlace = connection.prepare<[string, number]>('UPDATE streams SET place = ? WHERE key = ?');
  const insertUpkeep = connection.prepare<[number]>('INSERT INTO upkeep (stream) VALUES (?)');
  const selectBudgets = connection.prepare<[], BudgetRow>('SELECT * FROM location_budgets');
  const saveBudget = connection.prepare<SqlValue[]>(
    'INSERT OR REPLACE INTO location_budgets (account, hourly_limit, used, reset_at, is_spent) VALUES (?, ?, ?, ?, ?)',
  );

  return {
    all: () => selectAll.all().map((row) => definitionFrom(row, form, 'locations')),
    save(location) {
      save.run(location.id, location.kind, form.versionOf(location), JSON.stringify(location));
    },
    delete(id) {
      connection.transaction(() => {
        removeStreams.run(id);
        remove.run(id);
      });
    },
    streams: (monitor) =>
      selectStreams.all(monitor).map(({ key, location, place }) => ({
        stream: key,
        locationId: location,
        place: place === null ? null : parsedJson(placeShape, place, 'streams.place'),
      })),
    openStream: (monitor, locationId) =>
      connection.transaction(() => {
        const { id: stream } = insertStream.run(monitor, locationId);
        insertUpkeep.run(stream);
        return stream;
      }),
    savePlace(stream, place) {
      savePlace.run(JSON.stringify(place), stream);
    },
    ...locationNotes(connection),
    budgets: () =>
      selectBudgets.all().map((row) => ({
        account: row.account,
        budget: { limit: row.hourly_limit, used: row.used, resetAt: row.reset_at, isSpent: row.is_spent === 1 },
      })),
    saveBudget(account, { limit, used, resetAt, isSpent }) {
      saveBudget.run(account, limit, used, resetAt, isSpent ? 1 : 0);
    },
  };
}
