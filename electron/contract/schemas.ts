/**
 * The shape of everything that comes from outside: window, HTTP API and YAML file. Types, unions and unknown
 * fields are checked here; what the values may be (limits, regular expressions, one field against another)
 * is in engine/monitor and engine/alert. Nothing here fills in a default.
 */
import { z } from 'zod';
import { alertEvents, smtpSecurities, weekdays } from './model/alert.ts';
import { assertionOperators, assertionSubjects, httpMethods, severities, type Json } from './model/monitor.ts';
import { themes } from './model/program.ts';
import { parseDuration } from './duration.ts';

const notADuration = 'is not a duration: write 500ms, 30s, 5m, 1h or 2d';
const durationWords = { error: (issue: { input: unknown }) => (issue.input === undefined ? undefined : notADuration) };
const duration = z.union([z.number(), z.string()], durationWords).transform((value, context) => {
  const ms = typeof value === 'number' ? value : parseDuration(value);
  if (ms === null || !Number.isSafeInteger(ms) || ms < 0) {
    context.addIssue({ code: 'custom', message: notADuration });
    return z.NEVER;
  }
  return ms;
});
const secret = z.union([z.string(), z.strictObject({ hasSecret: z.literal(true) })]);
const id = z.string();
const tags = z.array(z.string());
const atMs = z.number().int();
const json: z.ZodType<Json> = z.json();

const assertion = z.strictObject({
  on: z.enum(assertionSubjects),
  is: z.enum(assertionOperators),
  value: json.optional(),
  path: z.string().optional(),
  ignoreJsonWhitespace: z.boolean().optional(),
});

const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('basic'), username: z.string(), password: secret }),
  z.strictObject({ type: z.literal('bearer'), token: secret }),
]);

const monitorCommon = {
  id: id.optional(),
  name: z.string().optional(),
  enabled: z.boolean().optional(),
  severity: z.enum(severities).optional(),
  tags: tags.optional(),
  notes: z.string().optional(),
};

const httpFields = {
  ...monitorCommon,
  method: z.enum(httpMethods).optional(),
  headers: z.record(z.string(), secret).optional(),
  body: z.string().nullable().optional(),
  auth: auth.nullable().optional(),
  interval: duration.optional(),
  timeout: duration.optional(),
  followRedirects: z.boolean().optional(),
  ipFamily: z.union([z.literal('auto'), z.literal(4), z.literal(6)]).optional(),
  ignoreTlsErrors: z.boolean().optional(),
  failAfter: z.number().optional(),
  recoverAfter: z.number().optional(),
  recheckInterval: duration.optional(),
  degradedAfter: duration.nullable().optional(),
  certificateWarningDays: z.array(z.number()).optional(),
  assertions: z.array(assertion).optional(),
};
const heartbeatFields = {
  ...monitorCommon,
  schedule: z.strictObject({ every: duration }).optional(),
  grace: duration.optional(),
  token: z.string().optional(),
};

export const monitorInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('http'), url: z.string(), ...httpFields }),
  z.strictObject({ kind: z.literal('heartbeat'), ...heartbeatFields }),
]);
/** As a person or a script writes it. */
export type MonitorInput = z.input<typeof monitorInput>;
/** After parsing: durations are milliseconds. */
export type ParsedMonitor = z.output<typeof monitorInput>;

/** Fields that are given replace the stored ones; `kind` cannot change. */
export const monitorPatch = z.discriminatedUnion('kind', [
  z.strictObject({ ...httpFields, kind: z.literal('http'), id, url: z.string().optional() }),
  z.strictObject({ ...heartbeatFields, kind: z.literal('heartbeat'), id }),
]);
export type MonitorPatch = z.input<typeof monitorPatch>;
export type ParsedMonitorPatch = z.output<typeof monitorPatch>;

const smtp = z.strictObject({
  host: z.string(),
  port: z.number(),
  security: z.enum(smtpSecurities).optional(),
  username: z.string().nullable().optional(),
  password: secret.nullable().optional(),
});
const channelCommon = { id: id.optional(), name: z.string().optional(), enabled: z.boolean().optional() };

/** Create and update alike take a whole channel. */
export const channelInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('native'), ...channelCommon }),
  z.strictObject({
    kind: z.literal('email'),
    ...channelCommon,
    smtp,
    from: z.string(),
    to: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('slack'), ...channelCommon, webhookUrl: secret }),
]);
export type ChannelInput = z.input<typeof channelInput>;
export type ParsedChannel = z.output<typeof channelInput>;

export const ruleInput = z.strictObject({
  when: z.strictObject({
    severity: z.array(z.enum(severities)).optional(),
    tags: tags.optional(),
    monitors: z.array(id).optional(),
    events: z.array(z.enum(alertEvents)).optional(),
  }),
  channels: z.array(id),
  delay: duration.optional(),
  repeatEvery: duration.nullable().optional(),
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

export const settingsPatch = z.strictObject({
  theme: z.enum(themes).optional(),
  rawDays: z.number().optional(),
  historyDays: z.number().optional(),
  maxConcurrent: z.number().optional(),
  maxPerHost: z.number().optional(),
  anchors: z.array(z.string()).optional(),
  stretchOnBattery: z.boolean().optional(),
  checkForUpdates: z.boolean().optional(),
});
export type SettingsPatch = z.input<typeof settingsPatch>;
export type ParsedSettings = z.output<typeof settingsPatch>;

const muteScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('tag'), tag: z.string() }),
  z.strictObject({ kind: z.literal('monitor'), monitorId: id }),
]);
export const muteInput = z.strictObject({ scope: muteScope, until: atMs.nullable() });
export type MuteInput = z.input<typeof muteInput>;

/** What is given changes; the rest stays. */
export const hostPatch = z.strictObject({
  autostart: z.boolean().optional(),
  listener: z.strictObject({ host: z.string().optional(), port: z.number().optional() }).optional(),
  api: z.strictObject({ enabled: z.boolean().optional() }).optional(),
});
export type HostPatch = z.input<typeof hostPatch>;
export type ParsedHostPatch = z.output<typeof hostPatch>;

/** The YAML file of `--config` and `vigilmon apply`, after `${ENV}` has been filled in. */
export const configFile = z.strictObject({
  channels: z.array(channelInput).optional(),
  rules: z.array(ruleInput).optional(),
  monitors: z.array(monitorInput).optional(),
  settings: settingsPatch.optional(),
});
export type ParsedConfig = z.output<typeof configFile>;
