/** What a service calls the message that it accepted, for those that can change it later. */
import type { Migration } from './migration.ts';

export const receipts: Migration = {
  version: 15,
  apply(connection) {
    connection.exec('ALTER TABLE outbox ADD COLUMN receipt TEXT');
  },
};
