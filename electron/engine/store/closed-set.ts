/**
 * Closed sets (states, events, severities ...) are not listed in SQL, where extending one would mean rebuilding tables:
 * values are checked when a row is read. Only damage or another tool can write an unknown one.
 */
import { StoreError } from './store-error.ts';

/** @param column for the log: `spans.state`. */
export function oneOf<T extends string>(known: readonly T[], value: string, column: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new StoreError('damaged', new Error(`${column} is ${JSON.stringify(value)}`));
  return found;
}
