/**
 * Where a record's secrets are, by the description of its fields: the one list by which they are sealed, opened, hidden
 * from readers, exported as variables and redacted from evidence. A kind cannot forget one.
 */
import type { Field, Fields } from '../../contract/fields/field.ts';
import type { Secret } from '../../contract/model/secret.ts';
import { sealableFields } from './sealable.ts';
import { isSecretHeader } from './secret-header.ts';
import { reflectedForms } from './reflected-forms.ts';

/** `path` is the secret's field: `auth.password`, `headers.X-Api-Key`. */
export type MapSecret = (secret: Secret, path: string, field: Field) => Secret;

type Row = Readonly<Record<string, unknown>>;

/** The record with each secret replaced, those included that readers see; the record itself if none changes. */
export function mapSecrets<T extends object>(fields: Fields, record: T, map: MapSecret): T {
  return mapRow(fields, record as Row, { map, prefix: '' }) as T;
}

/** As readers see it: shown ones stay, and are empty if they cannot be read. */
export const hidden: MapSecret = (secret, _, field) => {
  if (!isShown(field)) return { hasSecret: true };
  return typeof secret === 'string' ? secret : '';
};

/** False: a secret of the record could not be opened, or is hidden. */
export function isClear(fields: Fields, record: object): boolean {
  let isOne = true;
  mapSecrets(fields, record, (secret) => {
    isOne &&= typeof secret === 'string';
    return secret;
  });
  return isOne;
}

/** Request bodies and ping tokens have to be shown, to be edited and used. */
function isShown({ type }: Field): boolean {
  return type === 'text' || type === 'token';
}

/**
 * The clear secrets in every form in which a server may send them back, longest first. A token is not sent to any server.
 */
export function clearSecrets(fields: Fields, record: object, others: readonly string[] = []): readonly string[] {
  const found = new Set(others);
  mapSecrets(fields, record, (secret, path, field) => {
    if (typeof secret === 'string') for (const form of reflectedForms(secret, path, field)) found.add(form);
    return secret;
  });
  found.delete('');
  return Array.from(found).sort((a, b) => b.length - a.length);
}

interface Walk {
  readonly map: MapSecret;
  readonly prefix: string;
}

function mapRow(fields: Fields, row: Row, { map, prefix }: Walk): Row {
  let mapped: Record<string, unknown> | null = null;
  for (const [name, field] of sealableFields(fields)) {
    const value = row[name];
    if (value === undefined || value === null) continue;
    const next = mapValue(field, value, { map, prefix: prefix + name });
    if (next !== value) (mapped ??= { ...row })[name] = next;
  }
  return mapped ?? row;
}

function mapValue(field: Field, value: unknown, { map, prefix }: Walk): unknown {
  switch (field.type) {
    case 'secret':
    case 'text':
    case 'token':
      return map(value as Secret, prefix, field);
    case 'headers':
      return mapHeaders(field, value as Headers, { map, prefix });
    case 'group':
      return mapRow(field.fields, value as Row, { map, prefix: `${prefix}.` });
    case 'variant': {
      const row = value as Row & { readonly type: string };
      return mapRow(field.options[row.type] ?? {}, row, { map, prefix: `${prefix}.` });
    }
    case 'integer':
    case 'duration':
    case 'flag':
    case 'choice':
    case 'list':
    case 'assertions':
      return value;
  }
}

type Headers = Readonly<Record<string, Secret>>;

function mapHeaders(field: Field, headers: Headers, { map, prefix }: Walk): Headers {
  if (!Object.keys(headers).some(isSecretHeader)) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      isSecretHeader(name) ? map(value, `${prefix}.${name}`, field) : value,
    ]),
  );
}
