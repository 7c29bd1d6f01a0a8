/**
 * Evidence of single checks. It is large, so it is bounded: the newest of each monitor, and those that an incident
 * points to (its first failure and the last good check before it) for as long as the incident is kept.
 */
import type { CheckDetail } from '../../contract/model/state.ts';
import { fromJson } from './json-column.ts';
import type { Connection } from './sqlite.ts';

export interface CheckDetails {
  save(key: number, detail: CheckDetail): void;
  find(key: number, atMs: number): CheckDetail | null;
  prune(key: number): void;
}

const newestKept = 200;
const prunedAtOnce = 500;

export function checkDetails(connection: Connection): CheckDetails {
  const save = connection.prepare<[number, string, number]>(
    'INSERT OR REPLACE INTO check_details (monitor, at, detail) SELECT key, ?, ? FROM monitors WHERE key = ?',
  );
  const select = connection.prepare<[number, number], { readonly detail: string }>(
    'SELECT detail FROM check_details WHERE monitor = ? AND at = ?',
  );
  const prune = connection.prepare<[number, number, number, number, number, number]>(
    `DELETE FROM check_details WHERE id IN (
       SELECT id FROM check_details
       WHERE monitor = ?
         AND at < (SELECT at FROM check_details WHERE monitor = ? ORDER BY at DESC LIMIT 1 OFFSET ?)
         AND at NOT IN (SELECT started_at FROM incidents WHERE monitor = ?)
         AND at NOT IN (SELECT last_good_at FROM incidents WHERE monitor = ? AND last_good_at IS NOT NULL)
       ORDER BY at LIMIT ?)`,
  );
  return {
    save(key, detail) {
      save.run(detail.at, JSON.stringify(detail), key);
    },
    find(key, atMs) {
      const row = select.get(key, atMs);
      return row === undefined ? null : fromJson<CheckDetail>(row.detail);
    },
    prune(key) {
      prune.run(key, key, newestKept - 1, key, key, prunedAtOnce);
    },
  };
}
