/** The input schema of monitors, derived from the definition of each kind. */
import { z } from 'zod';
import { recordSchema, writtenDuration } from '../fields/schema.ts';
import { quorums } from '../model/location.ts';
import { severities } from '../model/monitor.ts';
import type { Given, InputsOf } from '../fields/field.ts';
import { heartbeat } from './heartbeat.ts';
import {
  definitionOf,
  monitorKinds,
  type MonitorCommonInput,
  type MonitorInput,
  type MonitorKind,
  type MonitorPatch,
} from './registry.ts';

const common = {
  id: z.string().optional(),
  name: z.string().optional(),
  enabled: z.boolean().optional(),
  severity: z.enum(severities).optional(),
  tags: z.array(z.string()).optional(),
  notes: z.string().optional(),
  dependsOn: z.array(z.string()).optional(),
  locations: z.array(z.string()).optional(),
  quorum: z.literal([...quorums]).optional(),
  regionalInterval: writtenDuration.nullable().optional(),
};

/** Shapes are right, as in `Given`; engine/fields validates the fields of the kind. */
export type ParsedMonitor = Given & MonitorCommonInput & { readonly kind: MonitorKind };
export type ParsedMonitorPatch = ParsedMonitor & { readonly id: string };

export const monitorInput = z.discriminatedUnion('kind', [
  ...eachKind((kind) => recordSchema(definitionOf(kind).fields, { ...common, kind: z.literal(kind) })),
]) as unknown as z.ZodType<ParsedMonitor, MonitorInput>;

export const monitorPatch = z.discriminatedUnion('kind', [
  ...eachKind((kind) =>
    recordSchema(definitionOf(kind).fields, { ...common, kind: z.literal(kind), id: z.string() }, { isPatch: true }),
  ),
]) as unknown as z.ZodType<ParsedMonitorPatch, MonitorPatch>;

const { schedule } = heartbeat.fields;
export type ScheduleInput = InputsOf<{ readonly schedule: typeof schedule }>;
export const scheduleInput = recordSchema({ schedule }, {}) as unknown as z.ZodType<Given, ScheduleInput>;
interface WithUrl {
  readonly url: string;
}
export const snippetsInput = recordSchema({ schedule }, { url: z.url() }) as unknown as z.ZodType<
  Given & WithUrl,
  ScheduleInput & WithUrl
>;

function eachKind(make: (kind: MonitorKind) => z.ZodObject): [z.ZodObject, ...z.ZodObject[]] {
  return monitorKinds.map(make) as [z.ZodObject, ...z.ZodObject[]];
}
