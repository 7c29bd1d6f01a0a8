/**
 * The configuration as a file that `parse.ts` reads back to the same: no secret in it but the name of a variable in
 * its place, durations as people write them, and nothing that would be filled in anyway.
 */
import { isDeepStrictEqual } from 'node:util';
import { formatDuration } from '../../contract/duration.ts';
import type { Channel, QuietHours, Rule } from '../../contract/model/alert.ts';
import type { Monitor } from '../../contract/model/monitor.ts';
import type { Settings } from '../../contract/model/program.ts';
import type { ParsedMonitor } from '../../contract/schemas.ts';
import { escapeVariables } from '../../contract/variables.ts';
import { normaliseChannel } from '../notifications/channel-rules.ts';
import { mapChannelSecrets } from '../notifications/channels/channel-secrets.ts';
import { httpDefaults } from '../monitors/defaults.ts';
import { normaliseMonitor } from '../monitors/normalise.ts';
import { mapMonitorSecrets } from '../monitors/secrets.ts';
import { createSecretNames, type SecretNames } from './secret-names.ts';
import { writeYaml } from './write-yaml.ts';

export interface ConfigState {
  readonly channels: readonly Channel[];
  readonly rules: readonly Omit<Rule, 'id' | 'source'>[];
  readonly monitors: readonly Monitor[];
  readonly settings: Settings;
}

export interface ExportedConfig {
  readonly yaml: string;
  /** The variables that must be set to apply it. */
  readonly env: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

export function exportConfig(state: ConfigState): ExportedConfig {
  const names = createSecretNames();
  const sections = {
    channels: state.channels.map((channel) => channelFields(channel, names)),
    rules: state.rules.map(ruleFields),
    monitors: state.monitors.map((monitor) => monitorFields(monitor, names)),
    settings: state.settings,
  };
  const env = names.all();
  return { yaml: writeYaml(sections, headerLines(env)), env };
}

function headerLines(env: readonly string[]): readonly string[] {
  const apply = 'The configuration of Vigilmon. To apply it: vigilmon apply FILE';
  if (env.length === 0) return [apply];
  return [
    apply,
    'It holds no secrets: set these variables in the environment first.',
    ...env.map((name) => `  ${name}`),
  ];
}

function channelFields(channel: Channel, names: SecretNames): Fields {
  const hidden = mapChannelSecrets(escapeDeep(channel), (_, path) => reference(names, channel.id, path));
  const usual = usualChannel(channel);
  const fields = withoutUsual({ ...hidden }, { ...channel }, usual);
  return hidden.kind === 'email'
    ? { ...fields, smtp: withoutUsual({ ...hidden.smtp }, { ...hidden.smtp }, noLogin) }
    : fields;
}

const noLogin: Fields = { username: null, password: null };

function monitorFields(monitor: Monitor, names: SecretNames): Fields {
  const hidden = mapMonitorSecrets(escapeDeep(monitor), (_, path) => reference(names, monitor.id, path));
  const fields = withoutUsual({ ...hidden }, { ...monitor }, usualMonitor(monitor));
  if (hidden.kind === 'http') return durationsAsText(fields);
  const token = reference(names, monitor.id, 'token');
  return durationsAsText({ ...fields, schedule: durationsAsText({ ...hidden.schedule }), token });
}

function ruleFields(rule: ConfigState['rules'][number]): Fields {
  const { when, channels, delay, repeatEvery, quietHours } = rule;
  const conditions = Object.entries<readonly string[]>({ ...when }).filter(([, values]) => values.length > 0);
  return {
    when: escapeDeep(Object.fromEntries(conditions)),
    channels,
    ...(delay === 0 ? {} : { delay: formatDuration(delay) }),
    ...(repeatEvery === null ? {} : { repeatEvery: formatDuration(repeatEvery) }),
    ...(quietHours === null ? {} : { quietHours: quietFields(quietHours) }),
  };
}

function quietFields({ days, from, to, timezone }: QuietHours): Fields {
  return { ...(days.length === 0 ? {} : { days }), from, to, ...(timezone === null ? {} : { timezone }) };
}

// --- What would be filled in anyway --------------------------------------------------------------

/** Shown even where a default could say the same. */
const alwaysShown = new Set(['id', 'kind', 'url', 'schedule']);

function withoutUsual(shown: Fields, real: Fields, usual: Fields): Fields {
  const { id, kind, name, source: _, ...rest } = shown;
  const ordered = Object.entries({ id, kind, name, ...rest });
  const isUsual = (field: string): boolean => field in usual && isDeepStrictEqual(real[field], usual[field]);
  return Object.fromEntries(ordered.filter(([field]) => field in shown && (alwaysShown.has(field) || !isUsual(field))));
}

function usualChannel({ id, source }: Channel): Fields {
  const usual = normaliseChannel({ kind: 'native', id }, { existing: null, takenIds: new Set(), source });
  return usual.ok ? { name: usual.value.name, enabled: usual.value.enabled } : {};
}

/** What a monitor is of which only the necessary was said. */
function usualMonitor(monitor: Monitor): Fields {
  const { id, source } = monitor;
  const input: ParsedMonitor =
    monitor.kind === 'http'
      ? { kind: 'http', id, url: monitor.url, interval: monitor.interval }
      : { kind: 'heartbeat', id, schedule: monitor.schedule };
  const makeToken = (): string => 'only-for-comparison';
  const usual = normaliseMonitor(input, { existing: null, takenIds: new Set(), source, makeToken });
  if (!usual.ok) return {};
  // The interval was given only because other defaults hang on it.
  return usual.value.kind === 'http' ? { ...usual.value, interval: httpDefaults.interval } : { ...usual.value };
}

// --- Values --------------------------------------------------------------------------------------

const durations = new Set(['interval', 'timeout', 'recheckInterval', 'degradedAfter', 'every', 'grace']);

function durationsAsText(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      durations.has(name) && typeof value === 'number' ? formatDuration(value) : value,
    ]),
  );
}

function reference(names: SecretNames, id: string, path: string): string {
  return `\${${names.nameFor(id, path)}}`;
}

/** The same with every text written so that filling in variables gives it back. Field names are not filled in. */
function escapeDeep<T>(value: T): T;
function escapeDeep(value: unknown): unknown {
  if (typeof value === 'string') return escapeVariables(value);
  if (Array.isArray(value)) return value.map((item: unknown) => escapeDeep(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]: [string, unknown]) => [name, escapeDeep(field)]));
}
