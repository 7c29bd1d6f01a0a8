/** The list of incidents, page by page: open ones first, then newest first. */
import { fromTheNewest, pageOf } from './page.ts';
import { incidentOf, incidents, type IncidentById, type IncidentRow } from './incident-rows.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { IncidentRepository } from './store.ts';

type PageOptions = Parameters<IncidentRepository['page']>[0];
type PageRows = (options: PageOptions, before: number, limit: number) => readonly IncidentRow[];

export function incidentPages(connection: Connection, selectById: IncidentById): IncidentRepository['page'] {
  const openRows = rowsWhere(connection, 'IS NULL');
  const endedRows = rowsWhere(connection, 'IS NOT NULL');
  return (options) => {
    const { open, before, limit } = options;
    const cursor = before === undefined ? undefined : selectById.get(before);
    // Open ones come first, so a page that is before an ended incident has no open ones left.
    const hasOpen = open !== false && (before === undefined || cursor?.ended_at === null);
    const openOnes = hasOpen ? openRows(options, before ?? fromTheNewest, limit + 1) : [];
    const missing = limit + 1 - openOnes.length;
    const endedBefore = hasOpen ? fromTheNewest : (before ?? fromTheNewest);
    const endedOnes = open === true || missing <= 0 ? [] : endedRows(options, endedBefore, missing);
    return pageOf([...openOnes, ...endedOnes].map(incidentOf), limit, ({ id }) => id);
  };
}

/** Newest first; a condition that is absent holds for every row. */
function rowsWhere(connection: Connection, ended: 'IS NULL' | 'IS NOT NULL'): PageRows {
  const rest = `incidents.ended_at ${ended} AND incidents.id < ? AND severity = ifnull(?, severity)
      AND (acknowledged_at IS NOT NULL) = ifnull(?, acknowledged_at IS NOT NULL)
      AND ifnull(caused_by, 0) = ifnull(?, ifnull(caused_by, 0))
      AND ifnull(ended_at, ${String(fromTheNewest)}) > ? AND started_at < ?
    ORDER BY incidents.id DESC LIMIT ?`;
  const ofAll = connection.prepare<SqlValue[], IncidentRow>(`${incidents} WHERE ${rest}`);
  const ofOne = connection.prepare<SqlValue[], IncidentRow>(
    `${incidents} WHERE monitor = (SELECT key FROM monitors WHERE id = ?) AND ${rest}`,
  );
  return (options, before, limit) => {
    const { monitorId, severity = null, acknowledged, causedBy = null, from = -1, to = fromTheNewest } = options;
    const isAcknowledged = acknowledged === undefined ? null : Number(acknowledged);
    const values = [before, severity, isAcknowledged, causedBy, from, to, limit];
    return monitorId === undefined ? ofAll.all(...values) : ofOne.all(monitorId, ...values);
  };
}
