/**
 * Upkeep of the history of one stream: when an hour or a day (UTC) has closed, its rollup is computed exactly from the raw
 * checks, and then what is older than its retention goes. A call does a bounded piece and the next one goes on; where
 * no hour has closed since the last, it is one look-up.
 */
import { bucketStart, dayMs } from '../history/buckets.ts';
import { retentionAt } from '../history/retention.ts';
import { rollupsOf } from '../history/rollup.ts';
import type { CheckDetails } from './check-details.ts';
import type { CheckFailures } from './check-failures.ts';
import type { CheckRuns } from './check-runs.ts';
import type { PrunableIncidents } from './incident-repository.ts';
import type { PrunableOutbox } from './outbox-repository.ts';
import type { RollupRepository } from './rollup-repository.ts';
import type { PrunableSpans } from './span-repository.ts';
import type { Connection } from './sqlite.ts';
import type { SettingsRepository } from './store.ts';

export interface UpkeepParts {
  readonly runs: CheckRuns;
  readonly failures: CheckFailures;
  readonly details: CheckDetails;
  readonly rollups: RollupRepository;
  readonly spans: PrunableSpans;
  readonly incidents: PrunableIncidents;
  readonly outbox: PrunableOutbox;
  readonly settings: SettingsRepository;
}

interface Owners {
  readonly stream: number;
  /** To which its incidents belong. */
  readonly monitor: number;
}

/**
 * After a longer gap nothing is dropped yet, for the clock may be wrong: a computer that believes for a moment that it
 * is ten years later must not lose its history. Where the time is right, it still is at the next full hour.
 */
const trustedGapMs = dayMs;
/** Days of raw checks that one call rolls up at most. */
const daysAtOnce = 4;
/** Free pages that are worth giving back, and how many at once: about a megabyte. */
const freePagesKept = 1_024;
const pagesGivenBackAtOnce = 256;

export function upkeep(connection: Connection, parts: UpkeepParts): (stream: number, nowMs: number) => void {
  const { runs, rollups } = parts;
  const selectUpkeep = connection.prepare<[number], { readonly rolled_to: number; readonly monitor: number }>(
    'SELECT rolled_to, monitor FROM upkeep JOIN streams ON streams.key = upkeep.stream WHERE upkeep.stream = ?',
  );
  const saveRolledTo = connection.prepare<[number, number]>('UPDATE upkeep SET rolled_to = ? WHERE stream = ?');
  const saveRawFrom = connection.prepare<[number, number]>(
    'UPDATE upkeep SET raw_from = max(raw_from, ?) WHERE stream = ?',
  );

  /** Rolls up what has closed of one day: the one that `rolledTo` lies in, or the next that has checks. @returns its end. */
  function rollUpDay(stream: number, rolledTo: number, closedTo: number): number {
    const isBegun = rolledTo > bucketStart(rolledTo, 'day');
    const next = isBegun ? rolledTo : runs.firstFrom(stream, rolledTo)?.at;
    if (next === undefined || next >= closedTo) return closedTo;
    const day = bucketStart(next, 'day');
    const to = Math.min(day + dayMs, closedTo);
    const isWhole = to === day + dayMs;
    const checks = runs.between(stream, isWhole ? day : Math.max(day, rolledTo), to);
    for (const rollup of rollupsOf(checks, 'hour')) rollups.save(stream, 'hour', rollup);
    if (isWhole) for (const rollup of rollupsOf(checks, 'day')) rollups.save(stream, 'day', rollup);
    return to;
  }

  function prune({ stream, monitor }: Owners, nowMs: number, rolledTo: number): void {
    const { rawBefore, historyBefore } = retentionAt(nowMs, rolledTo, parts.settings.read());
    runs.prune(stream, rawBefore);
    parts.failures.prune(stream);
    saveRawFrom.run(rawBefore, stream);
    rollups.prune(stream, historyBefore);
    parts.spans.prune(stream, historyBefore);
    parts.incidents.prune(monitor, historyBefore);
    parts.details.prune(stream);
    parts.outbox.prune(historyBefore);
  }

  function giveBackPages(): void {
    const free = Number(connection.pragma('freelist_count'));
    if (free > freePagesKept) connection.exec(`PRAGMA incremental_vacuum(${String(pagesGivenBackAtOnce)})`);
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
    giveBackPages();
  };
}
