/** The form model of a record of a kind, a channel or a location, and its conversion in both directions. */
import type { Fields, Given } from '../../electron/contract/fields/field.ts';
import { blankFields, fieldsDraftOf, fieldsInput, type FieldsDraft } from './fields-draft.ts';

export interface RecordDraft<K extends string = string> {
  /** Null: not saved yet. */
  id: string | null;
  readonly kind: K;
  name: string;
  /** The fields of its kind. */
  fields: FieldsDraft;
}

interface KindedRecord<K extends string> {
  readonly id: string;
  readonly kind: K;
  readonly name: string;
}

export function blankRecord<K extends string>(kind: K, fields: Fields): RecordDraft<K> {
  return { id: null, kind, name: '', fields: blankFields(fields) };
}

export function recordDraftOf<K extends string>(record: KindedRecord<K>, fields: Fields): RecordDraft<K> {
  const { id, kind, name } = record;
  return { id, kind, name, fields: fieldsDraftOf(fields, { ...record }) };
}

/** The engine names a record without a name. */
export function recordInput({ id, kind, name, fields: draft }: RecordDraft, fields: Fields): Given {
  return {
    ...(id === null ? {} : { id }),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    kind,
    ...fieldsInput(fields, draft),
  };
}
