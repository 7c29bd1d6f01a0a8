/**
 * JSON columns hold values that are always read as a whole. Each is written and read by one repository, so its shape is
 * known; when a type changes, a migration rewrites the column.
 */
import type { z } from 'zod';
import { StoreError } from './store-error.ts';

/** Throws `damaged` if the column is not JSON. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the shape it wrote
export function fromJson<T>(column: string): T {
  try {
    return JSON.parse(column) as T;
  } catch (error) {
    throw new StoreError('damaged', error);
  }
}

/** Throws `damaged` if the column does not have the shape. @param column names it in the log: `rules.channels`. */
export function parsedJson<T>(shape: z.ZodType<T>, json: string, column: string): T {
  const parsed = shape.safeParse(fromJson<unknown>(json));
  if (parsed.success) return parsed.data;
  throw new StoreError('damaged', new Error(`${column} is not valid`, { cause: parsed.error }));
}
