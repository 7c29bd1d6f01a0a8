/**
 * A database that was deleted, or replaced by a file of another program, is not a fresh start as long as there are
 * backups of it. The empty database that follows remembers this, so that every start offers the newest backup until it is
 * restored or no longer kept.
 */
import type { Notice } from '../../contract/notices.ts';
import { timeOfStamp } from './backup-stamp.ts';
import { listBackups } from './backups.ts';
import type { Connection } from './sqlite.ts';

const mark = 'lost-database';

/** Epoch ms of the newest backup; null: none. */
export function newestBackupAt(directory: string): number | null {
  const [newest] = listBackups(directory);
  return newest === undefined ? null : timeOfStamp(newest.stamp);
}

/** @param backupAt of the newest backup. */
export function rememberLost(connection: Connection, backupAt: number): void {
  connection.prepare<[string, number]>('INSERT OR REPLACE INTO marks (name, at) VALUES (?, ?)').run(mark, backupAt);
}

export function lostNotices(connection: Connection, directory: string): readonly Notice[] {
  const lost = connection.prepare<[string], { readonly at: number }>('SELECT at FROM marks WHERE name = ?').get(mark);
  if (lost === undefined) return [];
  const isKept = listBackups(directory).some(({ stamp }) => timeOfStamp(stamp) === lost.at);
  return !isKept ? [] : [{ code: 'database-missing', facts: { backupAt: lost.at } }];
}
