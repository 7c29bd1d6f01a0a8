/** The stored definition of a monitor or a channel, with its kind and its version. */
import type { Given } from '../../contract/fields/field.ts';
import type { StoredForm } from '../fields/stored-form.ts';
import { fromJson } from './json-column.ts';
import { StoreError } from './store-error.ts';

export interface DefinitionRow {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly definition: string;
}

/** Throws `unreadable` if a newer program wrote it, `damaged` if it is invalid. @param table for the log. */
export function definitionFrom<T>(row: DefinitionRow, form: StoredForm<T>, table: string): T {
  const { id, kind, version, definition } = row;
  const read = form.read({ kind, version, definition: fromJson<Given>(definition) });
  if (read.ok) return read.value;
  throw new StoreError(read.isNewer ? 'unreadable' : 'damaged', new Error(`${table}: ${id}: ${read.problem}`));
}
