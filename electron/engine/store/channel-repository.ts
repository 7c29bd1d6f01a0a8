/** Channels with their health, in the order of their creation. */
import type { Channel } from '../../contract/channels/registry.ts';
import { channelTroubles, type ChannelTrouble } from '../../contract/model/alert.ts';
import type { StoredForm } from '../fields/stored-form.ts';
import { answerFrom, answerToColumn } from './answer-column.ts';
import { oneOf } from './closed-set.ts';
import { definitionFrom, type DefinitionRow } from './definition-column.ts';
import type { CancellableOutbox } from './outbox-cancelling.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { DeliveryAnswer } from '../../contract/delivery-answer.ts';

/** The health of a channel, from its deliveries. */
export interface HealthRecord {
  readonly lastSuccessAt: number | null;
  readonly lastErrorAt: number | null;
  readonly lastError: DeliveryAnswer | null;
  /** As in `ChannelHealth`. */
  readonly failures: number;
  /** How many of the failures were permanent. */
  readonly refusals: number;
  readonly failingSince: number | null;
  readonly trouble: ChannelTrouble | null;
  /** `failingSince` of the last reported trouble, until the channel accepts a message; null: nothing to resolve. */
  readonly reportedSince: number | null;
}

export interface ChannelRecord {
  /** Secrets are sealed. */
  readonly channel: Channel;
  readonly health: HealthRecord;
}

export interface ChannelRepository {
  all(): readonly ChannelRecord[];
  save(channel: Channel): void;
  saveHealth(id: string, health: HealthRecord): void;
  /** Its pending alerts are cancelled. */
  delete(id: string): void;
}

export interface ChannelRow extends DefinitionRow {
  readonly last_success_at: number | null;
  readonly last_error_at: number | null;
  readonly last_error: string | null;
  readonly failures: number;
  readonly refusals: number;
  readonly failing_since: number | null;
  readonly trouble: string | null;
  readonly reported_since: number | null;
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
  const saveHealth = connection.prepare<SqlValue[]>(
    `UPDATE channels SET last_success_at = ?, last_error_at = ?, last_error = ?, failures = ?, refusals = ?,
       failing_since = ?, trouble = ?, reported_since = ? WHERE id = ?`,
  );
  const remove = connection.prepare<[string]>('DELETE FROM channels WHERE id = ?');

  return {
    all: () =>
      selectAll.all().map((row) => ({ channel: definitionFrom(row, form, 'channels'), health: healthOf(row) })),
    save(channel) {
      save.run(channel.id, channel.kind, form.versionOf(channel), JSON.stringify(channel));
    },
    saveHealth(id, { lastSuccessAt, lastErrorAt, lastError, ...counted }) {
      const { failures, refusals, failingSince, trouble, reportedSince } = counted;
      const error = lastError === null ? null : answerToColumn(lastError);
      const columns = [lastSuccessAt, lastErrorAt, error, failures, refusals, failingSince, trouble, reportedSince];
      saveHealth.run(...columns, id);
    },
    delete(id) {
      connection.transaction(() => {
        outbox.cancelOfChannel(id);
        remove.run(id);
      });
    },
  };
}

export function healthOf(row: ChannelRow): HealthRecord {
  return {
    lastSuccessAt: row.last_success_at,
    lastErrorAt: row.last_error_at,
    lastError: row.last_error === null ? null : answerFrom(row.last_error),
    failures: row.failures,
    refusals: row.refusals,
    failingSince: row.failing_since,
    trouble: row.trouble === null ? null : oneOf(channelTroubles, row.trouble, 'channels.trouble'),
    reportedSince: row.reported_since,
  };
}
