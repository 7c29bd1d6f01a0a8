/**
 * What an import does about variables that are not set, since an exported file has one in place of each secret: a secret
 * that the record has already is kept, and the others are named, so that someone can be asked for them.
 */
import type { Fields } from '../../contract/fields/field.ts';
import type { MissingVariable } from '../../contract/model/program.ts';
import type { Problem, Problems } from '../../contract/problems.ts';
import type { Secret } from '../../contract/model/secret.ts';
import { escapeVariables, fillVariables } from '../../contract/variables.ts';
import { hidden, mapSecrets } from '../fields/secrets.ts';
import type { YamlScalar, YamlSource } from './yaml-source.ts';

/** A record with the same section and id as one of the file. */
export type FindRecord = (section: string, id: string) => { readonly fields: Fields; readonly record: object } | null;

interface UnsetVariables {
  readonly unset: readonly VariableUse[];
  readonly missing: readonly MissingVariable[];
  /** Of fields whose stored secret could not be kept after all; see contract/fields/origin.ts. */
  readonly missingAfter: (problems: Problems) => readonly MissingVariable[];
}

/** A field of the file with variables that are not set. */
export interface VariableUse {
  readonly path: string;
  readonly variables: readonly string[];
  readonly of: MissingVariable['fields'][number];
}

export function keepStored(
  { scalars, placeOf }: YamlSource,
  env: Readonly<Record<string, string>>,
  find: FindRecord,
): UnsetVariables {
  const uses = { missing: [] as VariableUse[], kept: [] as VariableUse[] };
  for (const scalar of scalars) {
    const variables = typeof scalar.value === 'string' ? fillVariables(scalar.value, env).missing : [];
    if (variables.length === 0) continue;
    const { id, ...of } = placeOf(scalar.path);
    const stored = isReference(scalar) ? storedSecret(find(of.section, id), of.field) : undefined;
    // A text that is shown may look like a variable itself.
    if (stored !== undefined) scalar.replace(typeof stored === 'string' ? escapeVariables(stored) : stored);
    (stored === undefined ? uses.missing : uses.kept).push({ path: scalar.path, variables, of });
  }
  return {
    unset: [...uses.missing, ...uses.kept],
    missing: byVariable(uses.missing),
    missingAfter: (problems) => byVariable(refusedOf(uses.kept, problems)),
  };
}

const refusals: ReadonlySet<string> = new Set<Problem['code']>(['secret-of-another-origin', 'no-stored-secret']);

/** Where an alias repeats the field in another record, it is refused in a place that has no text of its own. */
function refusedOf(kept: readonly VariableUse[], problems: Problems): readonly VariableUse[] {
  const places = new Set(kept.map(({ path }) => path));
  const refused = Object.entries(problems).flatMap(([path, { code }]) => (refusals.has(code) ? [path] : []));
  return kept.filter(({ path, of: { field } }) =>
    refused.some((place) => place === path || (!places.has(place) && place.endsWith(`.${field}`))),
  );
}

/** All of it is one variable. */
function isReference({ value }: YamlScalar): boolean {
  return typeof value === 'string' && /^\$\{\w+\}$/.test(value);
}

function storedSecret(found: ReturnType<FindRecord>, wanted: string): Secret | undefined {
  if (found === null) return undefined;
  const secrets = new Map<string, Secret>();
  mapSecrets(found.fields, found.record, (secret, path, field) => {
    secrets.set(path, hidden(secret, path, field));
    return secret;
  });
  // One that is shown and cannot be read is empty.
  return secrets.get(wanted) || undefined;
}

function byVariable(uses: readonly VariableUse[]): readonly MissingVariable[] {
  const fields = new Map<string, MissingVariable['fields'][number][]>();
  for (const { variables, of } of uses) {
    for (const name of variables) fields.set(name, [...(fields.get(name) ?? []), of]);
  }
  return Array.from(fields, ([name, used]) => ({ name, fields: used }));
}
