/** The delivery log, page by page, newest first, filtered or not. */
import type { AlertFilter } from '../../contract/model/alert.ts';
import { storedRows, type StoredRow } from './outbox-rows.ts';
import type { Connection, SqlValue, Statement } from './sqlite.ts';

const columns = {
  incidentId: 'incident',
  channelId: 'channel_id',
  monitorId: 'monitor_id',
  event: 'event',
  status: 'status',
} as const satisfies Record<keyof AlertFilter, string>;
const filters = Object.keys(columns) as readonly (keyof AlertFilter)[];

/** One statement per combination of filters in use, so that each can use its index. */
export function pageQuery(
  connection: Connection,
): (filter: AlertFilter, before: number, limit: number) => readonly StoredRow[] {
  const prepared = new Map<string, Statement<SqlValue[], StoredRow>>();
  const statementFor = (conditions: string): Statement<SqlValue[], StoredRow> => {
    const known = prepared.get(conditions);
    if (known !== undefined) return known;
    const made = connection.prepare<SqlValue[], StoredRow>(
      `${storedRows} WHERE ${conditions} id < ? ORDER BY id DESC LIMIT ?`,
    );
    prepared.set(conditions, made);
    return made;
  };
  return (filter, before, limit) => {
    const given = filters.flatMap((name) => {
      const value = filter[name];
      return value === undefined ? [] : [{ condition: `${columns[name]} = ? AND`, value }];
    });
    const statement = statementFor(given.map(({ condition }) => condition).join(' '));
    return statement.all(...given.map(({ value }) => value), before, limit);
  };
}
