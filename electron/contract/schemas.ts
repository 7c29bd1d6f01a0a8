/**
 * The shape of all input from outside: window, HTTP API and YAML file. Types, unions and unknown fields are checked here;
 * values (limits, regular expressions, comparisons between fields) in engine/fields and engine/notifications. Nothing
 * here fills in a default.
 */
import { z } from 'zod';
import { channelInput } from './channels/schema.ts';
import { locationInput } from './locations/schema.ts';
import { alertEvents, weekdays } from './model/alert.ts';
import { severities } from './model/monitor.ts';
import { monitorInput } from './monitors/schema.ts';
import { writtenDuration } from './fields/schema.ts';
import { metricsAccesses, themes } from './model/program.ts';
import { isShortcut, shortcutTargets } from './shortcut.ts';

const id = z.string();
const tags = z.array(z.string());
const atMs = z.number().int();

export const ruleInput = z.strictObject({
  when: z.strictObject({
    severity: z.array(z.enum(severities)).optional(),
    tags: tags.optional(),
    monitors: z.array(id).optional(),
    events: z.array(z.enum(alertEvents)).optional(),
  }),
  channels: z.array(id),
  delay: writtenDuration.optional(),
  repeatEvery: writtenDuration.nullable().optional(),
  quietHours: z
    .strictObject({
      days: z.array(z.enum(weekdays)).optional(),
      from: z.string(),
      to: z.string(),
      timezone: z.string().nullable().optional(),
    })
    .nullable()
    .optional(),
});
export type RuleInput = z.input<typeof ruleInput>;
export type ParsedRule = z.output<typeof ruleInput>;

export const digestInput = z.strictObject({
  days: z.array(z.enum(weekdays)).optional(),
  at: z.string(),
  timezone: z.string().nullable().optional(),
  channels: z.array(id),
});
export type ParsedDigest = z.output<typeof digestInput>;

export const settingsPatch = z.strictObject({
  theme: z.enum(themes).optional(),
  rawDays: z.number().optional(),
  historyDays: z.number().optional(),
  maxConcurrent: z.number().optional(),
  maxPerHost: z.number().optional(),
  anchors: z.array(z.string()).optional(),
  stretchOnBattery: z.boolean().optional(),
  checkForUpdates: z.boolean().optional(),
  groupWait: writtenDuration.optional(),
  flapAfter: z.number().optional(),
  createFromPings: z.boolean().optional(),
  digest: digestInput.nullable().optional(),
});
export type ParsedSettings = z.output<typeof settingsPatch>;

const muteScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('tag'), tag: z.string() }),
  z.strictObject({ kind: z.literal('monitor'), monitorId: id }),
]);
export const muteInput = z.strictObject({ scope: muteScope, until: atMs.nullable() });

/** Given fields change; the others stay. */
export const hostPatch = z.strictObject({
  autostart: z.boolean().optional(),
  keepsRunning: z.boolean().optional(),
  shortcut: z
    .strictObject({ keys: z.string().refine(isShortcut).nullable(), opens: z.enum(shortcutTargets) })
    .optional(),
  listener: z.strictObject({ host: z.string().optional(), port: z.number().optional() }).optional(),
  api: z.strictObject({ enabled: z.boolean().optional(), metrics: z.enum(metricsAccesses).optional() }).optional(),
});
export type HostPatch = z.input<typeof hostPatch>;
export type ParsedHostPatch = z.output<typeof hostPatch>;

export const maintenanceCovers = z.strictObject({
  monitors: z.array(id).optional(),
  tags: tags.optional(),
  all: z.boolean().optional(),
});
export type ParsedMaintenanceCovers = z.output<typeof maintenanceCovers>;

/** Either `from` and `to`, or these with `days`, or `cron` with `duration`. */
export const maintenanceInput = z.strictObject({
  id: id.optional(),
  name: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  days: z.array(z.enum(weekdays)).optional(),
  cron: z.union([z.string(), z.array(z.string())]).optional(),
  duration: writtenDuration.optional(),
  timezone: z.string().nullable().optional(),
  covers: maintenanceCovers,
});
export type MaintenanceInput = z.input<typeof maintenanceInput>;
export type ParsedMaintenance = z.output<typeof maintenanceInput>;

/** The YAML file of `--config` and `vigilmon apply`, after `${ENV}` is filled in. */
export const configFile = z.strictObject({
  locations: z.array(locationInput).optional(),
  channels: z.array(channelInput).optional(),
  rules: z.array(ruleInput).optional(),
  monitors: z.array(monitorInput).optional(),
  maintenance: z.array(maintenanceInput).optional(),
  settings: settingsPatch.optional(),
});
export type ParsedConfig = z.output<typeof configFile>;
