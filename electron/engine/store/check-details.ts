/**
 * Details of single checks: of failed ones, and of those with evidence of their kind. They are large, so they are bounded:
 * the newest of each stream, and those that an incident refers to (its first failure and the last good check before it) for as long as the incident is kept.
 */
import type { CheckDetail } from '../../contract/model/state.ts';
import { detailFrom } from './detail-column.ts';
import type { Connection } from './sqlite.ts';

export interface CheckDetails {
  save(stream: number, detail: CheckDetail): void;
  find(stream: number, atMs: number): CheckDetail | null;
  prune(stream: number): void;
}

const newestKept = 200;
const prunedAtOnce = 500;
const monitor = '(SELECT monitor FROM streams WHERE key = ?)';

export function checkDetails(connection: Connection): CheckDetails {
  const save = connection.prepare<[number, string, number]>(
    'INSERT OR REPLACE INTO check_details (stream, at, detail) SELECT key, ?, ? FROM streams WHERE key = ?',
  );
  const select = connection.prepare<[number, number], { readonly detail: string }>(
    'SELECT detail FROM check_details WHERE stream = ? AND at = ?',
  );
  const prune = connection.prepare<[number, number, number, number, number, number]>(
    `DELETE FROM check_details WHERE id IN (
       SELECT id FROM check_details
       WHERE stream = ?
         AND at < (SELECT at FROM check_details WHERE stream = ? ORDER BY at DESC LIMIT 1 OFFSET ?)
         AND at NOT IN (SELECT started_at FROM incidents WHERE monitor = ${monitor})
         AND at NOT IN (SELECT last_good_at FROM incidents WHERE monitor = ${monitor} AND last_good_at IS NOT NULL)
       ORDER BY at LIMIT ?)`,
  );
  return {
    save(stream, detail) {
      save.run(detail.at, JSON.stringify(detail), stream);
    },
    find(stream, atMs) {
      const row = select.get(stream, atMs);
      return row === undefined ? null : detailFrom(row.detail);
    },
    prune(stream) {
      prune.run(stream, stream, newestKept - 1, stream, stream, prunedAtOnce);
    },
  };
}
