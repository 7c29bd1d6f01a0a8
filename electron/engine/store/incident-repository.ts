/** Incidents. A monitor has at most one open incident; ids are never reused. */
import type { Incident, IncidentOrder } from '../../contract/model/history.ts';
import { failureToColumn } from './failure-column.ts';
import { incidentFacts } from './incident-facts.ts';
import { incidentPages } from './incident-pages.ts';
import { incidentOf, incidents, type IncidentById, type IncidentRow } from './incident-rows.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { Severity } from '../../contract/model/monitor.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Page } from '../../contract/model/page.ts';
import type { IncidentFacts } from '../history/incident-facts.ts';

export interface NewIncident {
  readonly monitorKey: number;
  readonly monitorId: string;
  readonly monitorName: string;
  readonly severity: Severity;
  readonly startedAt: number;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  readonly failure: Failure;
  /** Of the last good check before it; null: there was none. */
  readonly lastGoodAt: number | null;
}

export interface IncidentFilter {
  readonly monitorId?: string | undefined;
  readonly open?: boolean | undefined;
  readonly severity?: Severity | undefined;
  readonly acknowledged?: boolean | undefined;
}

export interface IncidentRepository {
  open(incident: NewIncident): Incident;
  close(id: number, endedAtMs: number): Incident;
  /** Of all monitors. */
  openOnes(): readonly Incident[];
  find(id: number): Incident | null;
  lastGoodAt(id: number): number | null;
  acknowledge(id: number, atMs: number, note: string): Incident;
  /** @param causeId an incident of another monitor; null: it stands alone. */
  setCause(id: number, causeId: number | null): Incident;
  /** Open ones first, then newest or longest first; with `from` and `to` those that overlap [from, to). */
  page(
    options: IncidentFilter & {
      causedBy?: number | undefined;
      from?: number | undefined;
      to?: number | undefined;
      order?: IncidentOrder | undefined;
      before?: number | undefined;
      limit: number;
    },
  ): Page<Incident>;
  /** All that overlap [from, to), in no order. */
  facts(options: IncidentFilter & { from: number; to: number }): readonly IncidentFacts[];
  /** Incidents of the monitor that overlap [from, to). */
  count(key: number, fromMs: number, toMs: number): number;
  /** Those of all monitors that overlap [from, to) and have no cause: how many, and the longest within it. */
  ofPeriod(options: { from: number; to: number; longest: number }): {
    readonly count: number;
    readonly longest: readonly Incident[];
  };
}

export interface PrunableIncidents extends IncidentRepository {
  /** Drops incidents that ended before `beforeMs`. */
  prune(key: number, beforeMs: number): void;
}

const prunedAtOnce = 500;

export function incidentRepository(connection: Connection): PrunableIncidents {
  const selectById: IncidentById = connection.prepare(`${incidents} WHERE incidents.id = ?`);
  const deleteBefore = connection.prepare<[number, number, number]>(
    `DELETE FROM incidents WHERE id IN
       (SELECT id FROM incidents WHERE monitor = ? AND ended_at < ? ORDER BY started_at LIMIT ?)`,
  );
  return {
    ...changes(connection, selectById),
    ...lookups(connection, selectById),
    page: incidentPages(connection, selectById),
    facts: incidentFacts(connection),
    prune(key, beforeMs) {
      deleteBefore.run(key, beforeMs, prunedAtOnce);
    },
  };
}

type Changes = Pick<IncidentRepository, 'open' | 'close' | 'acknowledge' | 'setCause'>;

function changes(connection: Connection, selectById: IncidentById): Changes {
  const existing = (id: number): Incident => {
    const row = selectById.get(id);
    if (row === undefined) throw new Error(`there is no incident ${String(id)}`);
    return incidentOf(row);
  };
  const insert = connection.prepare<SqlValue[]>(
    `INSERT INTO incidents (monitor, monitor_name, severity, started_at, detected_at, confirmed_at, failure,
       last_good_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const end = connection.prepare<[number, number]>('UPDATE incidents SET ended_at = max(?, started_at) WHERE id = ?');
  const acknowledge = connection.prepare<[number, string, number]>(
    'UPDATE incidents SET acknowledged_at = ifnull(acknowledged_at, ?), note = ? WHERE id = ?',
  );
  const setCause = connection.prepare<[number | null, number]>('UPDATE incidents SET caused_by = ? WHERE id = ?');
  return {
    open(incident) {
      const { monitorKey, monitorName, severity, startedAt, detectedAt, confirmedAt, failure } = incident;
      const { id } = insert.run(
        ...[monitorKey, monitorName, severity, startedAt, detectedAt, confirmedAt],
        ...[failureToColumn(failure), incident.lastGoodAt],
      );
      return existing(id);
    },
    close(id, endedAtMs) {
      end.run(endedAtMs, id);
      return existing(id);
    },
    acknowledge(id, atMs, note) {
      acknowledge.run(atMs, note, id);
      return existing(id);
    },
    setCause(id, causeId) {
      setCause.run(causeId, id);
      return existing(id);
    },
  };
}

type Lookups = Pick<IncidentRepository, 'find' | 'lastGoodAt' | 'openOnes' | 'count' | 'ofPeriod'>;

function lookups(connection: Connection, selectById: IncidentById): Lookups {
  const selectOpen = connection.prepare<[], IncidentRow>(`${incidents} WHERE ended_at IS NULL`);
  const count = connection.prepare<[number, number, number, number, number], { readonly count: number }>(
    `SELECT (SELECT count(*) FROM incidents WHERE monitor = ? AND ended_at > ? AND started_at < ?)
          + (SELECT count(*) FROM incidents WHERE monitor = ? AND ended_at IS NULL AND started_at < ?) AS count`,
  );
  // Each half by an index of its own.
  const isOfPeriod = `caused_by IS NULL AND started_at < ? AND incidents.id IN
    (SELECT id FROM incidents INDEXED BY incidents_open WHERE ended_at IS NULL
     UNION ALL SELECT id FROM incidents INDEXED BY incidents_by_time WHERE ended_at > ?)`;
  const countOfPeriod = connection.prepare<[number, number], { readonly count: number }>(
    `SELECT count(*) AS count FROM incidents WHERE ${isOfPeriod}`,
  );
  const longestOfPeriod = connection.prepare<[number, number, number, number, number, number], IncidentRow>(
    `${incidents} WHERE incidents.${isOfPeriod}
     ORDER BY min(ifnull(incidents.ended_at, ?), ?) - max(incidents.started_at, ?) DESC, incidents.id LIMIT ?`,
  );
  return {
    ofPeriod: ({ from, to, longest }) => ({
      count: countOfPeriod.get(to, from)?.count ?? 0,
      longest: longestOfPeriod.all(to, from, to, to, from, longest).map(incidentOf),
    }),
    find(id) {
      const row = selectById.get(id);
      return row === undefined ? null : incidentOf(row);
    },
    lastGoodAt: (id) => selectById.get(id)?.last_good_at ?? null,
    openOnes: () => selectOpen.all().map(incidentOf),
    count: (key, fromMs, toMs) => count.get(key, fromMs, toMs, key, toMs)?.count ?? 0,
  };
}
