/** Every kind of location by name: the list from which everything else derives. */
import type { InputsOf, ValuesOf } from '../fields/field.ts';
import type { Source } from '../model/monitor.ts';
import { blackbox } from './blackbox.ts';
import type { LocationDefinition } from './definition.ts';
import { globalping } from './globalping.ts';
import { proxy } from './proxy.ts';

export const locationDefinitions = { globalping, blackbox, proxy } as const;

type Definitions = typeof locationDefinitions;
export type LocationKind = keyof Definitions;
export const locationKinds = Object.keys(locationDefinitions) as readonly LocationKind[];

/** The kinds of monitors that a kind of location can probe. */
export type AskedBy<K extends LocationKind> = Definitions[K]['asks'][number];

/** The id of this computer, which is no record: it is always asked. */
export const hereId = 'here';

/** The fields of every kind. (A type, not an interface: the functions of definitions take any record.) */
type LocationCommon = {
  /** A slug `[a-z0-9-]{1,64}` that never changes; never `here`. */
  readonly id: string;
  readonly name: string;
  readonly source: Source;
};
export interface LocationCommonInput {
  id?: string | undefined;
  name?: string | undefined;
}

export type LocationOf<K extends LocationKind> = {
  [P in K]: LocationCommon & { readonly kind: P } & ValuesOf<Definitions[P]['fields']>;
}[K];
export type Location = LocationOf<LocationKind>;

/** As a person or a script writes it; create and update both take a whole location. */
type LocationInputOf<K extends LocationKind> = {
  [P in K]: LocationCommonInput & { kind: P } & InputsOf<Definitions[P]['fields']>;
}[K];
export type LocationInput = LocationInputOf<LocationKind>;

/** The definition without its kind, for code that treats all kinds alike. */
export function definitionOf(kind: LocationKind): LocationDefinition {
  return locationDefinitions[kind] as unknown as LocationDefinition;
}
