/**
 * Records what locations report, each in a stream of its own: the check, the state that follows from it, where the
 * location was, and the time in which it is noted for failing while most others do not.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Recorder } from '../incidents/recorder.ts';
import type { Report } from '../locations/location.ts';
import type { Clock, Logger } from '../ports.ts';
import type { OpenedStore } from '../store/database.ts';
import { StoreError } from '../store/store-error.ts';
import type { Emit } from './events.ts';
import type { MonitorEntry } from './monitor-entry.ts';
import type { LocationStream } from '../store/location-repository.ts';

export interface ElsewhereRecord {
  readonly report: (entry: MonitorEntry, locationId: string, report: Report) => void;
  /** The locations that are noted on the monitor; what another one does ends its note. */
  readonly note: (entry: MonitorEntry, locationIds: readonly string[]) => void;
  readonly noted: (entry: MonitorEntry) => readonly string[];
}

interface ElsewhereRecordOptions {
  readonly store: Pick<OpenedStore, 'locations' | 'transaction'>;
  readonly recorder: Pick<Recorder, 'recordElsewhere'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
}

export function openElsewhereRecord({
  store: { locations, transaction },
  recorder,
  clock,
  logger,
  emit,
}: ElsewhereRecordOptions): ElsewhereRecord {
  function streamOf(monitorKey: number, locationId: string): Omit<LocationStream, 'locationId'> {
    const known = locations.streams(monitorKey).find((stream) => stream.locationId === locationId);
    return known ?? { stream: locations.openStream(monitorKey, locationId), place: null };
  }

  /** Null: the store refused. */
  function attempt<T>(what: string, body: () => T): T | null {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      logger.warn(`${what} of locations could not be read or written`, { error });
      return null;
    }
  }

  function noted(key: number): readonly string[] {
    const streams = locations.streams(key);
    return streams.flatMap(({ stream, locationId }) => (locations.openNote(stream) === null ? [] : [locationId]));
  }

  function changeNotes(key: number, locationIds: readonly string[]): boolean {
    const before = noted(key);
    const changed = locations
      .streams(key)
      .filter(({ locationId }) => before.includes(locationId) !== locationIds.includes(locationId));
    transaction(() => {
      for (const { stream, locationId } of changed) {
        if (locationIds.includes(locationId)) locations.beginNote(stream, clock.now());
        else locations.endNote(stream, clock.now());
      }
    });
    return changed.length > 0;
  }

  return {
    report(entry, locationId, { check, place }) {
      const { key } = entry;
      entry.reports = new Map(entry.reports).set(locationId, check);
      attempt('reports', () => {
        const known = streamOf(key, locationId);
        recorder.recordElsewhere(known.stream, check);
        if (place !== null && !isDeepStrictEqual(place, known.place)) locations.savePlace(known.stream, place);
      });
      emit({ type: 'locations' });
    },
    note({ key }, locationIds) {
      if (attempt('notes', () => changeNotes(key, locationIds)) === true) emit({ type: 'locations' });
    },
    noted: ({ key }) => attempt('notes', () => noted(key)) ?? [],
  };
}
