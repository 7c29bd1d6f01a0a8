/** The stored form of monitors, by the definition of each kind: complete, no field omitted. */
import { z } from 'zod';
import { recordSchema } from '../../contract/fields/schema.ts';
import { quorums } from '../../contract/model/location.ts';
import { severities, sources } from '../../contract/model/monitor.ts';
import { commonDefaults } from './common-fields.ts';
import { definitionOf, monitorKinds, type Monitor, type MonitorKind } from '../../contract/monitors/registry.ts';
import { storedForm, type KindForm } from '../fields/stored-form.ts';

const common = {
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  severity: z.enum(severities),
  tags: z.array(z.string()),
  notes: z.string(),
  // Monitors of earlier versions have none of these.
  dependsOn: z.array(z.string()).default([]),
  locations: z.array(z.string()).default([]),
  quorum: z.literal([...quorums]).default(commonDefaults.quorum),
  regionalInterval: z.number().nullable().default(commonDefaults.regionalInterval),
  source: z.enum(sources),
};

function formOf(kind: MonitorKind): KindForm<Monitor> {
  const { version, upgrades = [], fields } = definitionOf(kind);
  // A field of all probed kinds, which those of earlier versions lack.
  const later = Object.hasOwn(fields, 'invert') ? { invert: z.boolean().default(false) } : {};
  const schema = recordSchema(fields, { ...common, ...later, kind: z.literal(kind) }, { isWhole: true });
  return { version, upgrades, schema: schema as unknown as z.ZodType<Monitor> };
}

export const storedMonitors = storedForm<Monitor>(
  Object.fromEntries(monitorKinds.map((kind) => [kind, formOf(kind)] as const)),
);
