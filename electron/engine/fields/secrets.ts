/**
 * Where a record's secrets are, read off the description of its fields: the one list by which they are sealed, opened,
 * hidden from readers, named in an export and redacted from evidence. A kind cannot forget one.
 */
import type { Field, Fields } from '../../contract/fields/field.ts';
import { parseUrl } from '../../contract/parse-url.ts';
import type { Secret } from '../../contract/model/secret.ts';
import { isSecretHeader } from './secret-header.ts';

/** `path` is the secret's field: `auth.password`, `headers.X-Api-Key`. */
export type MapSecret = (secret: Secret, path: string) => Secret;

type Row = Readonly<Record<string, unknown>>;

/** The record with each secret replaced; the record itself where it has none. */
export function mapSecrets<T extends object>(fields: Fields, record: T, map: MapSecret): T {
  return mapRow(fields, record as Row, { map, prefix: '' }) as T;
}

/** As readers see it. */
export const hidden: MapSecret = () => ({ hasSecret: true });

/**
 * The clear secrets in every form in which a server may send them back, longest first, so that one that is part of
 * another does not leave the rest of it behind.
 */
export function clearSecrets(fields: Fields, record: object, others: readonly string[] = []): readonly string[] {
  const found = new Set(others);
  mapSecrets(fields, record, (secret, path) => {
    if (typeof secret === 'string') for (const form of formsOf(secret, path)) found.add(form);
    return secret;
  });
  found.delete('');
  return Array.from(found).sort((a, b) => b.length - a.length);
}

/** A shorter part of a URL may be any word. */
const shortestPart = 8;

function formsOf(secret: string, path: string): readonly string[] {
  // `Authorization: Bearer abc`: the credential without its scheme.
  const credential = /authorization$/i.test(path) ? /^\S+ +(\S.*)$/.exec(secret)?.[1] : undefined;
  const url = /^https?:\/\//i.test(secret) ? parseUrl(secret) : null;
  return [secret, ...(credential === undefined ? [] : [credential]), ...(url === null ? [] : partsOf(url))];
}

/** A server repeats what it was asked for: the path, and its last part, which is often the secret itself. */
function partsOf({ pathname, search }: URL): readonly string[] {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  return [pathname + search, pathname, last].filter((part) => part.length >= shortestPart);
}

interface Walk {
  readonly map: MapSecret;
  readonly prefix: string;
}

function mapRow(fields: Fields, row: Row, { map, prefix }: Walk): Row {
  let mapped: Record<string, unknown> | null = null;
  for (const [name, field] of Object.entries(fields)) {
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
      return map(value as Secret, prefix);
    case 'headers':
      return mapHeaders(value as Readonly<Record<string, Secret>>, { map, prefix });
    case 'group':
      return mapRow(field.fields, value as Row, { map, prefix: `${prefix}.` });
    case 'variant': {
      const row = value as Row & { readonly type: string };
      return mapRow(field.options[row.type] ?? {}, row, { map, prefix: `${prefix}.` });
    }
    case 'text':
    case 'token':
    case 'integer':
    case 'duration':
    case 'flag':
    case 'choice':
    case 'list':
    case 'assertions':
      return value;
  }
}

function mapHeaders(headers: Readonly<Record<string, Secret>>, { map, prefix }: Walk): typeof headers {
  if (!Object.keys(headers).some(isSecretHeader)) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      isSecretHeader(name) ? map(value, `${prefix}.${name}`) : value,
    ]),
  );
}
