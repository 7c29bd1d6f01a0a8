/** The stored form of locations: all fields that the definition of the kind declares. */
import { z } from 'zod';
import { recordSchema } from '../../contract/fields/schema.ts';
import { definitionOf, locationKinds, type Location, type LocationKind } from '../../contract/locations/registry.ts';
import { sources } from '../../contract/model/monitor.ts';
import { storedForm, type KindForm } from '../fields/stored-form.ts';

const common = { id: z.string(), name: z.string(), source: z.enum(sources) };

function formOf(kind: LocationKind): KindForm<Location> {
  const { version, upgrades = [], fields } = definitionOf(kind);
  const schema = recordSchema(fields, { ...common, kind: z.literal(kind) }, { isWhole: true });
  return { version, upgrades, schema: schema as unknown as z.ZodType<Location> };
}

export const storedLocations = storedForm<Location>(
  Object.fromEntries(locationKinds.map((kind) => [kind, formOf(kind)] as const)),
);
