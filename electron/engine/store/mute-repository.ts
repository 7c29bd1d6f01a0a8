/** Mutes, at most one per scope. */
import type { Mute, MuteScope } from '../../contract/model/alert.ts';
import { sources } from '../../contract/model/monitor.ts';
import { oneOf } from './closed-set.ts';
import type { Connection, SqlValue } from './sqlite.ts';

export type NewMute = Omit<Mute, 'id'>;

export interface MuteRepository {
  /** Oldest first. */
  all(): readonly Mute[];
  /** Replaces the mute of the same scope. Its monitor must exist. */
  replace(mute: NewMute): Mute;
  delete(id: number): void;
}

export interface MuteRow {
  readonly id: number;
  readonly scope: string;
  readonly tag: string | null;
  readonly monitor_id: string | null;
  readonly until: number | null;
  readonly created_at: number;
  readonly source: string;
}

const scopes = ['all', 'tag', 'monitor'] as const satisfies readonly MuteScope['kind'][];
const mutes = `SELECT mutes.*, monitors.id AS monitor_id FROM mutes LEFT JOIN monitors ON monitors.key = mutes.monitor`;

export function muteRepository(connection: Connection): MuteRepository {
  const selectAll = connection.prepare<[], MuteRow>(`${mutes} ORDER BY mutes.id`);
  const replace = connection.prepare<SqlValue[]>(
    `INSERT OR REPLACE INTO mutes (scope, tag, monitor, until, created_at, source)
     VALUES (?, ?, (SELECT key FROM monitors WHERE id = ?), ?, ?, ?)`,
  );
  const remove = connection.prepare<[number]>('DELETE FROM mutes WHERE id = ?');
  return {
    all: () => selectAll.all().map(muteOfRow),
    replace(mute) {
      const { scope, until, createdAt, source } = mute;
      const tag = scope.kind === 'tag' ? scope.tag : null;
      const monitorId = scope.kind === 'monitor' ? scope.monitorId : null;
      const { id } = replace.run(scope.kind, tag, monitorId, until, createdAt, source);
      return { ...mute, id };
    },
    delete(id) {
      remove.run(id);
    },
  };
}

export function muteOfRow(row: MuteRow): Mute {
  return {
    id: row.id,
    scope: scopeOf(row),
    until: row.until,
    createdAt: row.created_at,
    source: oneOf(sources, row.source, 'mutes.source'),
  };
}

function scopeOf({ scope, tag, monitor_id: monitorId }: MuteRow): MuteScope {
  switch (oneOf(scopes, scope, 'mutes.scope')) {
    case 'all':
      return { kind: 'all' };
    case 'tag':
      return { kind: 'tag', tag: tag ?? '' };
    case 'monitor':
      return { kind: 'monitor', monitorId: monitorId ?? '' };
  }
}
