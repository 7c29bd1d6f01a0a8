/**
 * Upkeep of the history of one stream: after the end of an hour or a day (UTC), its rollup is computed exactly from the
 * raw checks, then rows beyond their retention are dropped. A call does a bounded amount and the next one continues; if
 * no hour has ended since the last call, it is a single lookup.
 */
import { bucketStart, dayMs } from '../history/buckets.ts';
import { retentionAt } from '../history/retention.ts';
import { rollupsOf } from '../history/rollup.ts';
import type { PrunableAnnotations } from './annotation-repository.ts';
import type { CheckDetails } from './check-details.ts';
import type { CheckFailures } from './check-failures.ts';
import type { CheckRuns } from './check-runs.ts';
import type { FigureNames } from './figure-names.ts';
import type { PrunableIncidents } from './incident-repository.ts';
import type { LocationNotes } from './location-notes.ts';
import type { PrunableOutbox } from './outbox-repository.ts';
import type { RollupRepository } from './rollup-repository.ts';
import type { PrunableSpans } from './span-repository.ts';
import type { Connection } from './sqlite.ts';
import type { SettingsRepository } from './settings-repository.ts';

interface UpkeepParts {
  readonly runs: CheckRuns;
  readonly failures: CheckFailures;
  readonly details: CheckDetails;
  readonly figures: Pick<FigureNames, 'prune'>;
  readonly rollups: RollupRepository;
  readonly spans: PrunableSpans;
  readonly locations: Pick<LocationNotes, 'pruneNotes'>;
  readonly incidents: PrunableIncidents;
  readonly outbox: PrunableOutbox;
  readonly annotations: Pick<PrunableAnnotations, 'prune'>;
  readonly settings: SettingsRepository;
}

interface Owners {
  readonly stream: number;
  /** Its incidents belong to it. */
  readonly monitor: number;
}

/**
 * After a longer gap nothing is dropped yet, since the clock may be wrong: a computer that is set ten years ahead for a
 * moment must not lose its history. A correct time is still correct at the next full hour.
 */
const trustedGapMs = dayMs;
/** One call rolls up at most this many days of raw checks. */
const daysAtOnce = 4;
/** Vacuum beyond this many free pages, about a megabyte at once. */
const freePagesKept = 1_024;
const pagesFreedAtOnce = 256;

export function upkeep(connection: Connection, parts: UpkeepParts): (stream: number, nowMs: number) => void {
  const { runs, rollups } = parts;
  const selectUpkeep = connection.prepare<[number], { readonly rolled_to: number; readonly monitor: number }>(
    'SELECT rolled_to, monitor FROM upkeep JOIN streams ON streams.key = upkeep.stream WHERE upkeep.stream = ?',
  );
  const saveRolledTo = connection.prepare<[number, number]>('UPDATE upkeep SET rolled_to = ? WHERE stream = ?');
  const saveRawFrom = connection.prepare<[number, number]>(
    'UPDATE upkeep SET raw_from = max(raw_from, ?) WHERE stream = ?',
  );

  /** Rolls up the closed hours of the day of `rolledTo`, or of the next day that has checks. @returns their end. */
  function rollUpDay(stream: number, rolledTo: number, closedTo: number): number {
    const isBegun = rolledTo > bucketStart(rolledTo, 'day');
    const next = isBegun ? rolledTo : runs.firstFrom(stream, rolledTo)?.at;
    if (next === undefined || next >= closedTo) return closedTo;
    const day = bucketStart(next, 'day');
    const to = Math.min(day + dayMs, closedTo);
    const isWholeDay = to === day + dayMs;
    const checks = runs.between(stream, isWholeDay ? day : Math.max(day, rolledTo), to);
    for (const rollup of rollupsOf(checks, 'hour')) rollups.save(stream, 'hour', rollup);
    if (isWholeDay) for (const rollup of rollupsOf(checks, 'day')) rollups.save(stream, 'day', rollup);
    return to;
  }

  function prune({ stream, monitor }: Owners, nowMs: number, rolledTo: number): void {
    const { rawBefore, historyBefore } = retentionAt(nowMs, rolledTo, parts.settings.read());
    runs.prune(stream, rawBefore);
    parts.failures.prune(stream);
    saveRawFrom.run(rawBefore, stream);
    rollups.prune(stream, historyBefore);
    parts.figures.prune(stream, historyBefore);
    parts.spans.prune(stream, historyBefore);
    parts.locations.pruneNotes(stream, historyBefore);
    parts.incidents.prune(monitor, historyBefore);
    parts.annotations.prune(monitor, historyBefore);
    parts.details.prune(stream);
    parts.outbox.prune(historyBefore);
  }

  function freePages(): void {
    const free = Number(connection.pragma('freelist_count'));
    if (free > freePagesKept) connection.exec(`PRAGMA incremental_vacuum(${String(pagesFreedAtOnce)})`);
  }

  return (stream, nowMs) => {
    const closedTo = bucketStart(nowMs, 'hour');
    const row = selectUpkeep.get(stream);
    if (row === undefined || row.rolled_to >= closedTo) return;
    const { rolled_to: before, monitor } = row;
    connection.transaction(() => {
      let rolledTo = before;
      for (let days = 0; days < daysAtOnce && rolledTo < closedTo; days += 1) {
        rolledTo = rollUpDay(stream, rolledTo, closedTo);
      }
      saveRolledTo.run(rolledTo, stream);
      if (closedTo - before <= trustedGapMs) prune({ stream, monitor }, nowMs, rolledTo);
    });
    freePages();
  };
}
