/** The stored form of locations: all fields that the definition of the kind declares. */
import { choice, text } from '../../contract/fields/field.ts';
import { definitionOf, locationKinds, type Location, type LocationKind } from '../../contract/locations/registry.ts';
import { sources } from '../../contract/model/monitor.ts';
import { storedForm, type KindForm } from '../fields/stored-form.ts';

const common = { id: text(), name: text(), source: choice(sources) };

function formOf(kind: LocationKind): KindForm {
  const { version, upgrades = [], fields } = definitionOf(kind);
  return { version, upgrades, fields: { ...fields, ...common } };
}

export const storedLocations = storedForm<Location>(
  Object.fromEntries(locationKinds.map((kind) => [kind, formOf(kind)] as const)),
);
