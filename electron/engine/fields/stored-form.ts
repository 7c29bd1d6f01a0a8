/**
 * The stored form of monitors, channels and locations: with the version of the kind's definition that wrote it. An older
 * form is upgraded step by step when it is read, then compared with its fields, never trusted. A form that cannot be read
 * is rejected: a newer program wrote it (an unknown kind or a newer version), or it is damaged.
 */
import { text, type Fields, type Given } from '../../contract/fields/field.ts';
import { shapeOf, type FindMisfit } from './stored-shape.ts';

interface StoredDefinition {
  readonly kind: string;
  readonly version: number;
  readonly definition: Given;
}

/** `problem` is for the log: it contains no value. `isNewer`: a newer program wrote it. */
type ReadDefinition<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly isNewer: boolean; readonly problem: string };

export interface StoredForm<T> {
  /** The current version of the kind. */
  readonly versionOf: (value: T) => number;
  readonly read: (stored: StoredDefinition) => ReadDefinition<T>;
}

export interface KindForm {
  readonly version: number;
  /** The first upgrades version 1 to 2. */
  readonly upgrades?: readonly ((before: Given) => Given)[];
  /** All but `kind`. */
  readonly fields: Fields;
  /** Of fields of all kinds, which records of earlier versions may lack. */
  readonly later?: Given;
}

/** @typeParam T is what `fields` describe. */
export function storedForm<T extends { readonly kind: string }>(
  kinds: Readonly<Record<string, KindForm>>,
): StoredForm<T> {
  const shapes = new Map<string, FindMisfit>();
  function misfitOf(kind: string, { fields }: KindForm, record: Given): string | null {
    const known = shapes.get(kind);
    const shape = known ?? shapeOf({ ...fields, kind: text() });
    if (known === undefined) shapes.set(kind, shape);
    return record['kind'] === kind ? shape(record) : '.kind';
  }
  return {
    versionOf: ({ kind }) => kinds[kind]?.version ?? 1,
    read({ kind, version, definition }) {
      const form = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      if (form === undefined) {
        // Stored twice: a damaged one differs.
        return { ok: false, isNewer: definition['kind'] === kind, problem: `the kind ${kind} is not known` };
      }
      if (version > form.version) {
        return { ok: false, isNewer: true, problem: `version ${String(version)} of ${kind} is not known` };
      }
      const record = completed(upgraded(definition, version, form), form);
      const misfit = misfitOf(kind, form, record);
      if (misfit === null) return { ok: true, value: record as unknown as T };
      const problem = `the definition of kind ${kind} is not valid at ${misfit.slice(1)}`;
      return { ok: false, isNewer: false, problem };
    },
  };
}

function upgraded(definition: Given, version: number, { upgrades = [] }: KindForm): Given {
  return upgrades.slice(version - 1).reduce((before, upgrade) => upgrade(before), definition);
}

function completed(record: Given, { later = {} }: KindForm): Given {
  for (const name in later) if (!(name in record)) return { ...later, ...record };
  return record;
}
