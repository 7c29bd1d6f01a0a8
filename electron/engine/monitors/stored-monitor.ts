/** The stored form of monitors, by the definition of each kind: complete, no field omitted. */
import { choice, duration, flag, list, optional, text } from '../../contract/fields/field.ts';
import { quorums } from '../../contract/model/location.ts';
import { severities, sources } from '../../contract/model/monitor.ts';
import { definitionOf, monitorKinds, type Monitor, type MonitorKind } from '../../contract/monitors/registry.ts';
import { storedForm, type KindForm } from '../fields/stored-form.ts';
import { commonDefaults } from './common-fields.ts';

const texts = list(text(), { most: Infinity });
const common = {
  id: text(),
  name: text(),
  enabled: flag(true),
  severity: choice(severities),
  tags: texts,
  notes: text(),
  dependsOn: texts,
  locations: texts,
  quorum: choice(quorums),
  regionalInterval: optional(duration({ least: 0, most: Infinity })),
  source: choice(sources),
};

function formOf(kind: MonitorKind): KindForm {
  const { version, upgrades = [], fields } = definitionOf(kind);
  const { dependsOn, locations, quorum, regionalInterval } = commonDefaults;
  const later = { dependsOn, locations, quorum, regionalInterval };
  // A field of all probed kinds.
  const invert = Object.hasOwn(fields, 'invert') ? { invert: false } : {};
  return { version, upgrades, fields: { ...fields, ...common }, later: { ...later, ...invert } };
}

export const storedMonitors = storedForm<Monitor>(
  Object.fromEntries(monitorKinds.map((kind) => [kind, formOf(kind)] as const)),
);
