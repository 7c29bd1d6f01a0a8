/** The list of incidents, page by page: open ones first, then newest first or longest first. */
import type { IncidentOrder } from '../../contract/model/history.ts';
import { fromTheNewest, pageOf } from './page.ts';
import { incidentOf, incidents, isWanted, wantedValues, type IncidentById, type IncidentRow } from './incident-rows.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { IncidentRepository } from './incident-repository.ts';

type PageOptions = Parameters<IncidentRepository['page']>[0];
type Mark = Pick<IncidentRow, 'id' | 'started_at' | 'ended_at'>;
/** @param after the last incident of the page before; undefined: none of these was on it. */
type PageRows = (options: PageOptions, after: Mark | undefined, limit: number) => readonly IncidentRow[];

interface Half {
  readonly open: PageRows;
  readonly ended: PageRows;
}

export function incidentPages(connection: Connection, selectById: IncidentById): IncidentRepository['page'] {
  const halves: Readonly<Record<IncidentOrder, Half>> = {
    start: {
      open: rowsWhere(connection, { ended: 'IS NULL', ...byStart }),
      ended: rowsWhere(connection, { ended: 'IS NOT NULL', ...byStart }),
    },
    length: {
      open: rowsWhere(connection, { ended: 'IS NULL', ...byLength('-incidents.started_at') }),
      ended: rowsWhere(connection, {
        ended: 'IS NOT NULL',
        ...byLength('incidents.ended_at - incidents.started_at'),
      }),
    },
  };
  return (options) => {
    const { open, before, limit, order = 'start' } = options;
    const cursor = before === undefined ? undefined : (selectById.get(before) ?? pruned(before));
    // Open ones come first, so a page that is before an ended incident has no open ones left.
    const hasOpen = open !== false && (before === undefined || cursor?.ended_at === null);
    const half = halves[order];
    const openOnes = hasOpen ? half.open(options, cursor, limit + 1) : [];
    const missing = limit + 1 - openOnes.length;
    const endedOnes = open === true || missing <= 0 ? [] : half.ended(options, hasOpen ? undefined : cursor, missing);
    return pageOf([...openOnes, ...endedOnes].map(incidentOf), limit, ({ id }) => id);
  };
}

/** Incidents are pruned from the oldest: its number still tells where the list by start goes on; that by length ends. */
function pruned(id: number): Mark {
  return { id, started_at: 0, ended_at: 0 };
}

interface Sorting {
  /** The condition for what comes after the last row, and the values that it takes. */
  readonly after: string;
  readonly values: (after: Mark | undefined) => readonly number[];
  readonly orderBy: string;
  /** Where the order does not follow a key, those of the period are found by an index of their own. */
  readonly isIndexed: boolean;
}

const byStart: Sorting = {
  after: 'incidents.id < ?',
  values: (after) => [after?.id ?? fromTheNewest],
  orderBy: 'incidents.id DESC',
  isIndexed: false,
};

/** @param length an expression that grows with the length. */
const byLength = (length: string): Sorting => ({
  after: `(${length}, incidents.id) < (?, ?)`,
  values: (after) =>
    after === undefined
      ? [fromTheNewest, fromTheNewest]
      : [after.ended_at === null ? -after.started_at : after.ended_at - after.started_at, after.id],
  orderBy: `${length} DESC, incidents.id DESC`,
  isIndexed: true,
});

function rowsWhere(
  connection: Connection,
  { ended, after, values, orderBy, isIndexed }: Sorting & { readonly ended: 'IS NULL' | 'IS NOT NULL' },
): PageRows {
  const index = ended === 'IS NULL' ? 'incidents_open WHERE ended_at IS NULL' : 'incidents_by_time WHERE ended_at > ?';
  const ofPeriod = `incidents.id IN (SELECT id FROM incidents INDEXED BY ${index})`;
  const rest = `incidents.ended_at ${ended} AND ${after} AND ${isWanted}
      AND ifnull(caused_by, 0) = ifnull(?, ifnull(caused_by, 0))
      AND ifnull(ended_at, ${String(fromTheNewest)}) > ? AND started_at < ?
    ORDER BY ${orderBy} LIMIT ?`;
  const ofAll = connection.prepare<SqlValue[], IncidentRow>(
    `${incidents} WHERE ${isIndexed ? `${ofPeriod} AND ` : ''}${rest}`,
  );
  const ofOne = connection.prepare<SqlValue[], IncidentRow>(
    `${incidents} WHERE monitor = (SELECT key FROM monitors WHERE id = ?) AND ${rest}`,
  );
  return (options, last, limit) => {
    const { monitorId, causedBy = null, from = -1, to = fromTheNewest } = options;
    const given = [...values(last), ...wantedValues(options), causedBy, from, to, limit];
    if (monitorId !== undefined) return ofOne.all(monitorId, ...given);
    return ofAll.all(...(isIndexed && ended === 'IS NOT NULL' ? [from] : []), ...given);
  };
}
