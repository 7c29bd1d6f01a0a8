/** Attempts record the message that they belong to, where one message covered several alerts. */
import type { Migration } from './migration.ts';

export const messageGroups: Migration = {
  version: 11,
  apply(connection) {
    connection.exec(`
      ALTER TABLE outbox_attempts ADD COLUMN group_id INTEGER; -- the first alert of its message; null: the message had one
      CREATE INDEX outbox_attempts_by_group ON outbox_attempts (group_id, at) WHERE group_id IS NOT NULL;`);
  },
};
