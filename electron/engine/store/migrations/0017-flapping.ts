/** How often each monitor has changed lately, and since when it flaps. */
import type { Migration } from './migration.ts';

export const flapping: Migration = {
  version: 17,
  apply(connection) {
    connection.exec('ALTER TABLE tracking ADD COLUMN flapping TEXT'); // null: it has not changed lately
  },
};
