/** Which of the paused monitors were paused all at once, so that resuming all resumes just these. */
import type { Migration } from './migration.ts';

export const pausedTogether: Migration = {
  version: 22,
  apply(connection) {
    connection.exec(
      'ALTER TABLE monitors ADD COLUMN paused_together INTEGER NOT NULL DEFAULT 0 CHECK (paused_together IN (0, 1))',
    );
  },
};
