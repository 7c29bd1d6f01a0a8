/** The input schema of locations, derived from the definition of each kind. */
import { z } from 'zod';
import type { Given } from '../fields/field.ts';
import { recordSchema } from '../fields/schema.ts';
import {
  definitionOf,
  locationKinds,
  type LocationCommonInput,
  type LocationInput,
  type LocationKind,
} from './registry.ts';

const common = { id: z.string().optional(), name: z.string().optional() };

/** Shapes are checked; engine/fields checks the fields of the kind. */
export type ParsedLocation = Given & LocationCommonInput & { readonly kind: LocationKind };

const schemas = locationKinds.map((kind) =>
  recordSchema(definitionOf(kind).fields, { ...common, kind: z.literal(kind) }),
);

export const locationInput = z.discriminatedUnion(
  'kind',
  schemas as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<ParsedLocation, LocationInput>;
