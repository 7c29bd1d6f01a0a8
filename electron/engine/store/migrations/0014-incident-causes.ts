/** Incidents record which incident of another monitor has caused them. */
import type { Migration } from './migration.ts';

export const incidentCauses: Migration = {
  version: 14,
  apply(connection) {
    // No reference: an incident whose cause is deleted is reviewed, and must remember that it had one.
    connection.exec(`
      ALTER TABLE incidents ADD COLUMN caused_by INTEGER;
      CREATE INDEX incidents_by_cause ON incidents (caused_by) WHERE caused_by IS NOT NULL;`);
  },
};
