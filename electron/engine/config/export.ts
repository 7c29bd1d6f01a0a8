/**
 * The configuration as a file that `parse.ts` reads back to the same: no secret in it but the name of a variable in
 * its place, durations as people write them, and nothing that would be filled in anyway.
 */
import { isDeepStrictEqual } from 'node:util';
import { formatDuration } from '../../contract/duration.ts';
import type { Channel, QuietHours, Rule } from '../../contract/model/alert.ts';
import { definitionOf, type Monitor } from '../../contract/monitors/registry.ts';
import type { Settings } from '../../contract/model/program.ts';
import { escapeVariables } from '../../contract/variables.ts';
import { normaliseChannel } from '../notifications/channel-rules.ts';
import { mapChannelSecrets } from '../notifications/channels/channel-secrets.ts';
import { escapeDeep, writtenFields } from '../fields/written.ts';
import { commonDefaults, normaliseCommon } from '../monitors/common-fields.ts';
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
  const hidden = mapChannelSecrets(escapeDeep(channel, escapeVariables) as Channel, (_, path) =>
    reference(names, channel.id, path),
  );
  const usual = usualChannel(channel);
  const fields = withoutUsual({ ...hidden }, { ...channel }, usual);
  return hidden.kind === 'email'
    ? { ...fields, smtp: withoutUsual({ ...hidden.smtp }, { ...hidden.smtp }, noLogin) }
    : fields;
}

const noLogin: Fields = { username: null, password: null };

function monitorFields(monitor: Monitor, names: SecretNames): Fields {
  const { fields, complete } = definitionOf(monitor.kind);
  const { id, kind, name, enabled, severity, tags, notes } = monitor;
  const common = normaliseCommon(
    { ...monitor, name: undefined },
    { existing: null, takenIds: new Set(), source: 'hand' },
  );
  const usual: Fields = { ...commonDefaults, name: common.value.name };
  const written = Object.entries({ name, enabled, severity, tags, notes }).filter(
    ([field, value]) => !isDeepStrictEqual(value, usual[field]),
  );
  return {
    id,
    kind,
    ...(escapeDeep(Object.fromEntries(written), escapeVariables) as Fields),
    ...writtenFields(
      fields,
      { ...monitor },
      {
        complete,
        reference: (path) => reference(names, id, path),
        escape: escapeVariables,
      },
    ),
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

// --- Values --------------------------------------------------------------------------------------

function reference(names: SecretNames, id: string, path: string): string {
  return `\${${names.nameFor(id, path)}}`;
}
