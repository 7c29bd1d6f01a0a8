/**
 * Sets that the program closes (states, events, severities ...) are not listed in SQL, which could not follow when one
 * grows: a row is checked when it is read. Nobody but a damaged disk, or somebody with a tool, writes another value.
 */
import { StoreError } from './store-error.ts';

/** @param column names it in the log: `spans.state`. */
export function oneOf<T extends string>(known: readonly T[], value: string, column: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new StoreError('damaged', new Error(`${column} is ${JSON.stringify(value)}`));
  return found;
}
