/** Whether an error means that the store takes no writes. */
import type { StoreTrouble } from '../../contract/refusal.ts';
import { StoreError } from '../store/store-error.ts';

/** What the disk does to writes; the other kinds are about what is in the database. */
const refusals: ReadonlySet<StoreTrouble> = new Set<StoreTrouble>(['full', 'readonly', 'busy', 'disk', 'damaged']);

export function isRefusal(error: unknown): error is StoreError {
  return error instanceof StoreError && refusals.has(error.kind);
}
