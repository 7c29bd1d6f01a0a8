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
import type { LocationRepository } from './store.ts';

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
