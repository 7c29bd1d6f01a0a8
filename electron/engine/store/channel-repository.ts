/** Channels with their health, in the order in which they were made. */
import type { Channel } from '../../contract/channels/registry.ts';
import type { ChannelHealth } from '../../contract/model/alert.ts';
import type { StoredForm } from '../fields/stored-form.ts';
import { definitionFrom, type DefinitionRow } from './definition-column.ts';
import type { CancellableOutbox } from './outbox-repository.ts';
import type { Connection } from './sqlite.ts';
import type { ChannelRepository } from './store.ts';

interface ChannelRow extends DefinitionRow {
  readonly last_success_at: number | null;
  readonly last_error_at: number | null;
  readonly last_error: string | null;
  readonly broken: 0 | 1;
}

export function channelRepository(
  connection: Connection,
  outbox: CancellableOutbox,
  form: StoredForm<Channel>,
): ChannelRepository {
  const selectAll = connection.prepare<[], ChannelRow>('SELECT * FROM channels ORDER BY position');
  const save = connection.prepare<[string, string, number, string]>(
    `INSERT INTO channels (id, kind, version, definition) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, version = excluded.version, definition = excluded.definition`,
  );
  const saveHealth = connection.prepare<[number | null, number | null, string | null, number, string]>(
    'UPDATE channels SET last_success_at = ?, last_error_at = ?, last_error = ?, broken = ? WHERE id = ?',
  );
  const remove = connection.prepare<[string]>('DELETE FROM channels WHERE id = ?');

  return {
    all: () =>
      selectAll.all().map((row) => ({ channel: definitionFrom(row, form, 'channels'), health: healthOf(row) })),
    save(channel) {
      save.run(channel.id, channel.kind, form.versionOf(channel), JSON.stringify(channel));
    },
    saveHealth(id, { lastSuccessAt, lastErrorAt, lastError, broken }) {
      saveHealth.run(lastSuccessAt, lastErrorAt, lastError, Number(broken), id);
    },
    delete(id) {
      connection.transaction(() => {
        outbox.cancelOfChannel(id);
        remove.run(id);
      });
    },
  };
}

function healthOf(row: ChannelRow): ChannelHealth {
  return {
    lastSuccessAt: row.last_success_at,
    lastErrorAt: row.last_error_at,
    lastError: row.last_error,
    broken: row.broken === 1,
  };
}
