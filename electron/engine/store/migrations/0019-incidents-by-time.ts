/** An index to find the incidents of a period. */
import type { Migration } from './migration.ts';

export const incidentsByTime: Migration = {
  version: 19,
  apply(connection) {
    connection.exec('CREATE INDEX incidents_by_time ON incidents (ended_at) WHERE ended_at IS NOT NULL');
  },
};
