/** Validates the id and the name of a record. */
import { problem, type Problem, type Problems } from '../../contract/problems.ts';
import { freeId, idPattern } from './id.ts';
import type { Normalised } from './normalise.ts';
import { hasControlCharacter, withoutSeparators } from './text-formats.ts';

export interface Identity {
  readonly id: string;
  readonly name: string;
}

export interface IdentityContext {
  /** Of the record being replaced; null: a new record. */
  readonly existingId: string | null;
  readonly takenIds: ReadonlySet<string>;
  /** Used where none is given. */
  readonly defaultName: string;
  /** Used for a name that yields no id. */
  readonly fallbackId: string;
  /** Characters. */
  readonly longestName: number;
}

export function normaliseIdentity(
  given: { readonly id?: string | undefined; readonly name?: string | undefined },
  context: IdentityContext,
): Normalised<Identity> {
  const { existingId, takenIds, defaultName, fallbackId, longestName } = context;
  const name = withoutSeparators(given.name ?? '').trim() || defaultName;
  const id = given.id ?? existingId ?? freeId(name, { taken: takenIds, fallback: fallbackId });
  const problems = withoutNull({ id: idProblem(id, context), name: nameProblem(name, longestName) });
  return { value: { id, name }, problems };
}

function idProblem(id: string, { existingId, takenIds }: IdentityContext): Problem | null {
  if (existingId !== null) return id === existingId ? null : problem(takenIds.has(id) ? 'id-taken' : 'id-fixed');
  if (takenIds.has(id)) return problem('id-taken');
  return idPattern.test(id) ? null : problem('not-an-id');
}

function nameProblem(name: string, longest: number): Problem | null {
  return hasControlCharacter(name) ? problem('not-one-line') : lengthProblem(name, longest);
}

export function lengthProblem(text: string, most: number): Problem | null {
  return text.length <= most ? null : problem('too-long', { most });
}

/** Without the null entries. */
export function withoutNull(found: Readonly<Record<string, Problem | null>>): Problems {
  return Object.fromEntries(
    Object.entries(found).flatMap(([path, one]) => (one === null ? [] : [[path, one] as const])),
  );
}
