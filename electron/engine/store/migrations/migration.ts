import type { Connection } from '../sqlite.ts';

/** One step of the schema, in its own file. Once released it is never edited: a change is another step. */
export interface Migration {
  /** The schema version that it produces: one more than the step before it. */
  readonly version: number;
  /**
   * Runs in a transaction, with foreign keys off: a table that others refer to can be rebuilt (copied, dropped, renamed)
   * without cascading. A dangling reference afterwards rolls the step back.
   */
  readonly apply: (connection: Connection) => void;
}
