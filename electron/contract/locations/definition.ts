/** The definition of a kind of location: a place from which monitors are probed. */
import type { Fields } from '../fields/field.ts';

export interface LocationDefinition<K extends string = string, F extends Fields = Fields> {
  readonly kind: K;
  /** The version of the stored form. */
  readonly version: number;
  readonly fields: F;
}

/** Infers the fields of a definition, and checks it. */
export function defineLocation<const K extends string, F extends Fields>(
  definition: LocationDefinition<K, F>,
): LocationDefinition<K, F> {
  return definition;
}
