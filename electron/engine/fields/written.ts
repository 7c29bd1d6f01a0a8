/**
 * A record's fields as a person writes them: durations as `30s`, defaults omitted, and a reference from the caller instead
 * of each secret.
 */
import { isDeepStrictEqual } from 'node:util';
import { formatDuration } from '../../contract/duration.ts';
import type { Field, Fields } from '../../contract/fields/field.ts';
import { isSecretHeader } from './secret-header.ts';

type Row = Readonly<Record<string, unknown>>;

export interface Writing {
  /** Fills in omitted fields that depend on others. */
  readonly complete?: ((given: Row) => Row) | undefined;
  /** @param path of the secret: `auth.password`. */
  readonly reference: (path: string) => string;
  /** Applied to every other text. */
  readonly escape: (text: string) => string;
}

export function writtenFields(fields: Fields, values: Row, { complete = (row) => row, ...writing }: Writing): Row {
  const isUsual = (name: string, field: Field): boolean => {
    const { [name]: value, ...others } = values;
    const usual = complete(others)[name] ?? field.default;
    return usual !== undefined && isDeepStrictEqual(value, usual);
  };
  return writtenRow(fields, values, { ...writing, prefix: '', isUsual });
}

type Walk = Omit<Writing, 'complete'> & {
  readonly prefix: string;
  readonly isUsual: (name: string, field: Field, value: unknown) => boolean;
};

const isStaticDefault: Walk['isUsual'] = (_, field, value) => isDeepStrictEqual(value, field.default);

function writtenRow(fields: Fields, row: Row, walk: Walk): Row {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = row[name];
      if (value === undefined || walk.isUsual(name, field, value)) return [];
      return [[name, writtenValue(field, value, { ...walk, prefix: walk.prefix + name, isUsual: isStaticDefault })]];
    }),
  );
}

/** One value alone; see {@link Writing}. */
export function writtenAlone(field: Field, value: unknown, writing: Omit<Writing, 'complete'>): unknown {
  return writtenValue(field, value, { ...writing, prefix: '', isUsual: isStaticDefault });
}

function writtenValue(field: Field, value: unknown, walk: Walk): unknown {
  if (value === null) return null;
  const inner: Walk = { ...walk, prefix: `${walk.prefix}.` };
  switch (field.type) {
    case 'secret':
    case 'token':
      return walk.reference(walk.prefix);
    case 'duration':
      return formatDuration(value as number);
    case 'headers':
      return Object.fromEntries(
        Object.entries(value as Readonly<Record<string, unknown>>).map(([name, one]) => [
          name,
          isSecretHeader(name) ? walk.reference(`${walk.prefix}.${name}`) : escapeDeep(one, walk.escape),
        ]),
      );
    case 'group':
      return writtenRow(field.fields, value as Row, inner);
    case 'variant': {
      const row = value as Row & { readonly type: string };
      return { type: row.type, ...writtenRow(field.options[row.type] ?? {}, row, inner) };
    }
    case 'list':
      return (value as readonly unknown[]).map((item) => writtenValue(field.item, item, walk));
    case 'text':
      return field.isSealed ? walk.reference(walk.prefix) : escapeDeep(value, walk.escape);
    case 'integer':
    case 'flag':
    case 'choice':
    case 'assertions':
      return escapeDeep(value, walk.escape);
  }
}

/** Names of fields are left alone. */
export function escapeDeep(value: unknown, escape: (text: string) => string): unknown {
  if (typeof value === 'string') return escape(value);
  if (Array.isArray(value)) return value.map((item: unknown) => escapeDeep(item, escape));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]: [string, unknown]) => [name, escapeDeep(field, escape)]),
  );
}
