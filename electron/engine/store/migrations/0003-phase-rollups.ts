/** Rollups keep the mean of each phase, in tenths of a millisecond; null: there was none, or the rollup is older than this. */
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
