/** When the certificate ends that the last check saw, so that it is known before the first check after a start. */
import type { Migration } from './migration.ts';

export const certificateEnds: Migration = {
  version: 21,
  apply(connection) {
    connection.exec('ALTER TABLE streams ADD COLUMN certificate_ends_at INTEGER'); // null: it has seen none
  },
};
