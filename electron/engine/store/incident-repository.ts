/** Outages. A monitor has at most one open incident; its id is never given to another. */
import type { Incident } from '../../contract/model/history.ts';
import { severities } from '../../contract/model/monitor.ts';
import type { Page } from '../../contract/model/page.ts';
import { oneOf } from './closed-set.ts';
import { failureFrom, failureToColumn } from './failure-column.ts';
import { fromTheNewest, pageOf } from './page.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { IncidentRepository } from './store.ts';

interface IncidentRow {
  readonly id: number;
  readonly monitor_id: string;
  readonly monitor_name: string;
  readonly severity: string;
  readonly started_at: number;
  readonly detected_at: number;
  readonly confirmed_at: number;
  readonly ended_at: number | null;
  readonly failure: string;
  readonly last_good_at: number | null;
  readonly acknowledged_at: number | null;
  readonly note: string;
}

export interface PrunableIncidents extends IncidentRepository {
  /** Drops incidents that ended before `beforeMs`. */
  prune(key: number, beforeMs: number): void;
}

type PageOptions = Parameters<IncidentRepository['page']>[0];

const prunedAtOnce = 500;
const incidents =
  'SELECT incidents.*, monitors.id AS monitor_id FROM incidents JOIN monitors ON monitors.key = incidents.monitor';

export function incidentRepository(connection: Connection): PrunableIncidents {
  const insert = connection.prepare<SqlValue[]>(
    `INSERT INTO incidents (monitor, monitor_name, severity, started_at, detected_at, confirmed_at, failure,
       last_good_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const end = connection.prepare<[number, number]>('UPDATE incidents SET ended_at = max(?, started_at) WHERE id = ?');
  const selectById = connection.prepare<[number], IncidentRow>(`${incidents} WHERE incidents.id = ?`);
  const selectOpen = connection.prepare<[], IncidentRow>(`${incidents} WHERE ended_at IS NULL`);
  const acknowledge = connection.prepare<[number, string, number]>(
    'UPDATE incidents SET acknowledged_at = ifnull(acknowledged_at, ?), note = ? WHERE id = ?',
  );
  const pages = { open: pageQuery('IS NULL'), ended: pageQuery('IS NOT NULL') };
  const count = connection.prepare<[number, number, number, number, number], { readonly count: number }>(
    `SELECT (SELECT count(*) FROM incidents WHERE monitor = ? AND ended_at > ? AND started_at < ?)
          + (SELECT count(*) FROM incidents WHERE monitor = ? AND ended_at IS NULL AND started_at < ?) AS count`,
  );
  const deleteBefore = connection.prepare<[number, number, number]>(
    `DELETE FROM incidents WHERE id IN
       (SELECT id FROM incidents WHERE monitor = ? AND ended_at < ? ORDER BY started_at LIMIT ?)`,
  );

  /** Newest first; conditions that are not given hold for every row. */
  function pageQuery(ended: 'IS NULL' | 'IS NOT NULL') {
    const rest = `incidents.ended_at ${ended} AND incidents.id < ? AND severity = ifnull(?, severity)
        AND (acknowledged_at IS NOT NULL) = ifnull(?, acknowledged_at IS NOT NULL)
        AND ifnull(ended_at, ${String(fromTheNewest)}) > ? AND started_at < ?
      ORDER BY incidents.id DESC LIMIT ?`;
    const ofAll = connection.prepare<SqlValue[], IncidentRow>(`${incidents} WHERE ${rest}`);
    const ofOne = connection.prepare<SqlValue[], IncidentRow>(
      `${incidents} WHERE monitor = (SELECT key FROM monitors WHERE id = ?) AND ${rest}`,
    );
    return (options: PageOptions, before: number, limit: number): readonly IncidentRow[] => {
      const { monitorId, severity = null, acknowledged, from = -1, to = fromTheNewest } = options;
      const isSeen = acknowledged === undefined ? null : Number(acknowledged);
      const values = [before, severity, isSeen, from, to, limit];
      return monitorId === undefined ? ofAll.all(...values) : ofOne.all(monitorId, ...values);
    };
  }

  function existing(id: number): Incident {
    const row = selectById.get(id);
    if (row === undefined) throw new Error(`there is no incident ${String(id)}`);
    return incidentOf(row);
  }

  function page(options: PageOptions): Page<Incident> {
    const { open, before, limit } = options;
    const cursor = before === undefined ? undefined : selectById.get(before);
    // Open ones come first, so a page that is before an ended incident has no open ones left.
    const hasOpen = open !== false && (before === undefined || cursor?.ended_at === null);
    const openOnes = hasOpen ? pages.open(options, before ?? fromTheNewest, limit + 1) : [];
    const missing = limit + 1 - openOnes.length;
    const endedBefore = hasOpen ? fromTheNewest : (before ?? fromTheNewest);
    const endedOnes = open === true || missing <= 0 ? [] : pages.ended(options, endedBefore, missing);
    return pageOf([...openOnes, ...endedOnes].map(incidentOf), limit, ({ id }) => id);
  }

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
    openOnes: () => selectOpen.all().map(incidentOf),
    find(id) {
      const row = selectById.get(id);
      return row === undefined ? null : incidentOf(row);
    },
    lastGoodAt: (id) => selectById.get(id)?.last_good_at ?? null,
    acknowledge(id, atMs, note) {
      acknowledge.run(atMs, note, id);
      return existing(id);
    },
    page,
    count: (key, fromMs, toMs) => count.get(key, fromMs, toMs, key, toMs)?.count ?? 0,
    prune(key, beforeMs) {
      deleteBefore.run(key, beforeMs, prunedAtOnce);
    },
  };
}

function incidentOf(row: IncidentRow): Incident {
  return {
    id: row.id,
    monitorId: row.monitor_id,
    monitorName: row.monitor_name,
    severity: oneOf(severities, row.severity, 'incidents.severity'),
    startedAt: row.started_at,
    detectedAt: row.detected_at,
    confirmedAt: row.confirmed_at,
    endedAt: row.ended_at,
    failure: failureFrom(row.failure),
    acknowledgedAt: row.acknowledged_at,
    note: row.note,
  };
}
