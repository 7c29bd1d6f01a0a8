/**
 * The configuration as a file that `parse.ts` reads back unchanged: the name of a variable instead of each secret,
 * durations as people write them, defaults omitted.
 */
import { isDeepStrictEqual } from 'node:util';
import { formatDuration } from '../../contract/duration.ts';
import { definitionOf as channelDefinition, type Channel } from '../../contract/channels/registry.ts';
import { definitionOf as locationDefinition, type Location } from '../../contract/locations/registry.ts';
import type { DigestSchedule, QuietHours, Rule } from '../../contract/model/alert.ts';
import type { MaintenanceWindow } from '../../contract/model/maintenance.ts';
import { definitionOf as monitorDefinition, type Monitor } from '../../contract/monitors/registry.ts';
import type { Settings } from '../../contract/model/program.ts';
import { escapeVariables } from '../../contract/variables.ts';
import type { Description } from '../fields/described.ts';
import { escapeDeep, writtenFields } from '../fields/written.ts';
import { commonDefaults, normaliseCommon } from '../monitors/common-fields.ts';
import { createSecretNames, type SecretNames } from './secret-names.ts';
import { writeYaml } from './write-yaml.ts';
import type { Wording } from '../wording/wording.ts';

export interface ConfigState {
  readonly locations: readonly Location[];
  readonly channels: readonly Channel[];
  readonly rules: readonly Omit<Rule, 'id' | 'source'>[];
  readonly monitors: readonly Monitor[];
  readonly maintenance: readonly MaintenanceWindow[];
  readonly settings: Settings;
}

interface ExportedConfig {
  readonly yaml: string;
  /** The variables that must be set to apply it. */
  readonly env: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

export function exportConfig(state: ConfigState, { exportedFile }: Pick<Wording, 'exportedFile'>): ExportedConfig {
  const names = createSecretNames();
  const sections = {
    // Without any, the file has no section for them.
    ...(state.locations.length === 0
      ? {}
      : { locations: state.locations.map((location) => locationFields(location, names)) }),
    channels: state.channels.map((channel) => channelFields(channel, names)),
    rules: state.rules.map(ruleFields),
    monitors: state.monitors.map((monitor) => monitorFields(monitor, names)),
    ...(state.maintenance.length === 0 ? {} : { maintenance: state.maintenance.map(maintenanceFields) }),
    settings: settingsFields(state.settings),
  };
  const env = names.all();
  return { yaml: writeYaml(sections, headerLines(env, exportedFile)), env };
}

function headerLines(env: readonly string[], { apply, variables }: Wording['exportedFile']): readonly string[] {
  return env.length === 0 ? [apply] : [apply, variables, ...env.map((name) => `  ${name}`)];
}

/** Without a name, the id is the name. */
function channelFields(channel: Channel, names: SecretNames): Fields {
  return recordFields(channel, {
    definition: channelDefinition(channel.kind),
    usual: { name: channel.id, enabled: true },
    names,
  });
}

function locationFields(location: Location, names: SecretNames): Fields {
  const definition = locationDefinition(location.kind);
  return recordFields(location, { definition, usual: { name: location.id }, names });
}

function monitorFields(monitor: Monitor, names: SecretNames): Fields {
  const { value } = normaliseCommon(
    { ...monitor, name: undefined },
    { existing: null, takenIds: new Set(), source: 'hand' },
  );
  const usual = { name: value.name, ...commonDefaults, regionalInterval: inWords(commonDefaults.regionalInterval) };
  const written = { ...monitor, regionalInterval: inWords(monitor.regionalInterval) };
  return recordFields(written, { definition: monitorDefinition(monitor.kind), usual, names });
}

function inWords(durationMs: number | null): string | null {
  return durationMs === null ? null : formatDuration(durationMs);
}

interface RecordWriting {
  readonly definition: Description;
  /** The defaults of the fields of all kinds. */
  readonly usual: Fields;
  readonly names: SecretNames;
}

function recordFields(
  record: Pick<Channel | Monitor | Location, 'id' | 'kind'>,
  { definition, usual, names }: RecordWriting,
): Fields {
  const { id, kind } = record;
  const values: Fields = { ...record };
  const common = Object.keys(usual).filter((field) => !isDeepStrictEqual(values[field], usual[field]));
  const { fields, complete } = definition;
  return {
    id,
    kind,
    ...(escapeDeep(Object.fromEntries(common.map((field) => [field, values[field]])), escapeVariables) as Fields),
    ...writtenFields(fields, values, {
      complete,
      reference: (path) => `\${${names.nameFor(id, path)}}`,
      escape: escapeVariables,
    }),
  };
}

function ruleFields(rule: ConfigState['rules'][number]): Fields {
  const { when, channels, delay, repeatEvery, quietHours } = rule;
  const conditions = Object.entries<readonly string[]>({ ...when }).filter(([, values]) => values.length > 0);
  return {
    when: escapeDeep(Object.fromEntries(conditions), escapeVariables),
    channels,
    ...(delay === 0 ? {} : { delay: formatDuration(delay) }),
    ...(repeatEvery === null ? {} : { repeatEvery: formatDuration(repeatEvery) }),
    ...(quietHours === null ? {} : { quietHours: quietFields(quietHours) }),
  };
}

/** Without a name, the id is the name. */
function maintenanceFields({ source: _, covers, timezone, name, ...window }: MaintenanceWindow): Fields {
  const { monitors, tags, all } = covers;
  const covered = {
    ...(monitors.length === 0 ? {} : { monitors }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(all ? { all } : {}),
  };
  const { id, ...times } = window;
  return {
    id,
    ...(name === id ? {} : { name: escapeVariables(name) }),
    ...('duration' in times ? { ...times, duration: formatDuration(times.duration) } : times),
    ...(timezone === null ? {} : { timezone }),
    covers: escapeDeep(covered, escapeVariables),
  };
}

function settingsFields({ digest, groupWait, ...settings }: Settings): Fields {
  return {
    ...settings,
    groupWait: formatDuration(groupWait),
    digest: digest === null ? null : digestFields(digest),
  };
}

function digestFields({ days, at, timezone, channels }: DigestSchedule): Fields {
  return { ...(days.length === 0 ? {} : { days }), at, ...(timezone === null ? {} : { timezone }), channels };
}

function quietFields({ days, from, to, timezone }: QuietHours): Fields {
  return { ...(days.length === 0 ? {} : { days }), from, to, ...(timezone === null ? {} : { timezone }) };
}
