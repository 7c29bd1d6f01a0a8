/** Normalises a record by the definition of its kind. */
import type { Fields, Given } from '../../contract/fields/field.ts';
import { keepsSecrets, type Origin } from '../../contract/fields/origin.ts';
import { problem, type Problems } from '../../contract/problems.ts';
import { normaliseFields, type Normalised, type NormalisedFields, type NormaliseOptions } from './normalise.ts';

type Row = Readonly<Record<string, unknown>>;

/** What definitions of monitors and channels have in common. */
export interface Description {
  readonly fields: Fields;
  readonly complete?: ((given: Row) => Row) | undefined;
  readonly problems?: ((values: Row) => Problems) | undefined;
  /** See contract/fields/origin.ts. */
  readonly origin?: ((values: Row) => Origin | null) | undefined;
}

export function normaliseDescribed(description: Description, given: Given, options: NormaliseOptions): Normalised<Row> {
  const { fields, complete, problems } = description;
  const own = normaliseFields(fields, complete?.(given) ?? given, options);
  // Comparisons need all fields.
  const isWhole = Object.values(own.problems).every(({ code }) => code !== 'required');
  const compared = isWhole ? { ...problems?.(own.value), ...movedSecrets(description, own, options) } : {};
  return { value: own.value, problems: { ...own.problems, ...compared } };
}

/** Hidden secrets were entered for the origin of the existing record, and must not be sent to another one. */
function movedSecrets(
  { origin }: Description,
  { value, kept }: NormalisedFields<Row>,
  { existing }: NormaliseOptions,
): Problems {
  if (origin === undefined || existing === null || kept.length === 0) return {};
  const now = origin(value);
  // An invalid address has a problem of its own.
  if (now === null || keepsSecrets(origin({ ...existing }), now)) return {};
  return Object.fromEntries(kept.map((path) => [path, problem('secret-of-another-origin')]));
}
