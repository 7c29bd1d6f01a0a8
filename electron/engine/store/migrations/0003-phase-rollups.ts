/** The mean of each phase in rollups, in tenths of a millisecond; null: not measured, or the rollup is older than this step. */
import type { Migration } from './migration.ts';

const tables = ['hour_rollups', 'day_rollups'] as const;
const phases = ['dns', 'connect', 'tls', 'first_byte', 'download'] as const;

export const phaseRollups: Migration = {
  version: 3,
  apply(connection) {
    for (const table of tables) {
      for (const phase of phases) connection.exec(`ALTER TABLE ${table} ADD COLUMN ${phase} INTEGER`);
    }
  },
};
