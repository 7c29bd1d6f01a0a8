import type { Connection } from '../sqlite.ts';

/** One step of the schema, in a file of its own. Once released it is never edited: a change is another step. */
export interface Migration {
  /** The schema that it leads to; the step before it leads to one less. */
  readonly version: number;
  /**
   * Runs in a transaction, with foreign keys off: a table that others refer to can be rebuilt (copied over, dropped,
   * renamed) and takes nothing with it. What refers to nothing afterwards undoes the step.
   */
  readonly apply: (connection: Connection) => void;
}
