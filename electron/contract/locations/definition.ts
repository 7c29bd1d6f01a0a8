/**
 * A kind of location as data: somewhere other than this computer that can be asked to probe a target. How it is asked is
 * in engine/locations. A new kind is one more definition and one more line in registry.ts.
 */
import type { Fields, Given, ValuesOf } from '../fields/field.ts';
import type { Origin, OriginRule } from '../fields/origin.ts';
import type { MonitorKind, MonitorValuesOf } from '../monitors/registry.ts';

export interface LocationDefinition<
  K extends string = string,
  F extends Fields = Fields,
  A extends MonitorKind = MonitorKind,
> {
  readonly kind: K;
  /** The version of the stored form. */
  readonly version: number;
  /** One for each earlier version; the first upgrades version 1 to version 2. */
  readonly upgrades?: readonly ((before: Given) => Given)[];
  readonly fields: F;
  /** The name of a location that was not given one. */
  readonly unnamed: string;
  /** Where its secrets are sent: see fields/origin.ts. */
  readonly origin?: (values: ValuesOf<F>) => Origin | null;
  /** The kinds of monitors that it can probe. */
  readonly asks: readonly A[];
  /** Which field of a monitor of such a kind it cannot do with, or without; null: it can probe it. Absent: any. */
  readonly obstacles?: { readonly [P in A]?: (values: MonitorValuesOf<P>) => string | null };
  /** Whether strangers run it: it is asked about public targets alone, and never gets a secret. */
  readonly isPublic: (values: ValuesOf<F>) => boolean;
  /** Whether its service counts requests against an hourly limit. */
  readonly isMetered: boolean;
}

/** Infers the fields of a definition, and checks it. */
export function defineLocation<const K extends string, F extends Fields, const A extends MonitorKind>(
  definition: LocationDefinition<K, F, A> & OriginRule<F>,
): LocationDefinition<K, F, A> {
  return definition;
}
