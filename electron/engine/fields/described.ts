/** Normalises a record by the definition of its kind. */
import type { Fields, Given } from '../../contract/fields/field.ts';
import type { Problems } from '../../contract/problems.ts';
import { normaliseFields, type Normalised, type NormaliseOptions } from './normalise.ts';

type Row = Readonly<Record<string, unknown>>;

/** What definitions of monitors and channels have in common. */
export interface Description {
  readonly fields: Fields;
  readonly complete?: ((given: Row) => Row) | undefined;
  readonly problems?: ((values: Row) => Problems) | undefined;
}

export function normaliseDescribed(
  { fields, complete, problems }: Description,
  given: Given,
  options: NormaliseOptions,
): Normalised<Row> {
  const own = normaliseFields(fields, complete?.(given) ?? given, options);
  // Comparisons need all fields.
  const isWhole = Object.values(own.problems).every(({ code }) => code !== 'required');
  const compared = isWhole ? (problems?.(own.value) ?? {}) : {};
  return { value: own.value, problems: { ...own.problems, ...compared } };
}
