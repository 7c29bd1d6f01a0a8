import type { Channel } from '../../../electron/contract/channels/registry.ts';
import type { Monitor } from '../../../electron/contract/monitors/registry.ts';
import type { Settings } from '../../../electron/contract/model/program.ts';
import type { Secret } from '../../../electron/contract/model/secret.ts';
import type { Outcome } from '../../../electron/contract/refusal.ts';
import type { ParsedChannel } from '../../../electron/contract/channels/schema.ts';
import type { ParsedConfig } from '../../../electron/contract/schemas.ts';
import type { ParsedMonitor } from '../../../electron/contract/monitors/schema.ts';
import { normaliseChannel } from '../../../electron/engine/notifications/channels/normalise.ts';
import { normaliseRules } from '../../../electron/engine/notifications/normalise-rules.ts';
import { mapChannelSecrets } from '../../../electron/engine/notifications/channels/secrets.ts';
import { exportConfig, type ConfigState } from '../../../electron/engine/config/export.ts';
import { normaliseMaintenance } from '../../../electron/engine/maintenance/normalise.ts';
import { parseConfig } from '../../../electron/engine/config/parse.ts';
import { normaliseMonitor } from '../../../electron/engine/monitors/normalise.ts';
import { mapMonitorSecrets } from '../../../electron/engine/monitors/secrets.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import type { Location } from '../../../electron/contract/locations/registry.ts';
import type { ParsedLocation } from '../../../electron/contract/locations/schema.ts';
import { normaliseLocation } from '../../../electron/engine/locations/normalise.ts';

export const settings: Settings = {
  theme: 'dark',
  rawDays: 7,
  historyDays: 400,
  maxConcurrent: 64,
  maxPerHost: 4,
  anchors: [],
  stretchOnBattery: true,
  groupWait: 15_000,
  flapAfter: 9,
  createFromPings: true,
  digest: { days: ['mon'], at: '09:00', timezone: 'Europe/Berlin', channels: ['ops'] },
  checkForUpdates: false,
};

export const empty: ConfigState = { locations: [], channels: [], rules: [], monitors: [], maintenance: [], settings };

export const token = 'token-0123456789-token';

export const takeLocation = (input: ParsedLocation, existing: Location | null = null): Outcome<Location> =>
  normaliseLocation(input, { existing, takenIds: new Set(), source: 'file' });

export const takeMonitor = (input: ParsedMonitor, existing: Monitor | null = null): Outcome<Monitor> =>
  normaliseMonitor(input, { existing, takenIds: new Set(), source: 'file', makeToken: () => token });

export const takeChannel = (input: ParsedChannel, existing: Channel | null = null): Outcome<Channel> =>
  normaliseChannel(input, { existing, takenIds: new Set(), source: 'file' });

export function valueOf<T>(result: Outcome<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** In the order in which the export gives them names. */
function secretsOf(state: ConfigState): readonly string[] {
  const found: string[] = [];
  const keep = (secret: Secret): Secret => {
    if (typeof secret === 'string') found.push(secret);
    return secret;
  };
  for (const channel of state.channels) mapChannelSecrets(channel, keep);
  for (const monitor of state.monitors) {
    mapMonitorSecrets(monitor, keep);
  }
  return found;
}

/** Exports, and applies the file with its variables set to the real secrets. */
export function roundTrip(state: ConfigState): ConfigState {
  const { yaml, env } = exportConfig(state, en);
  const secrets = secretsOf(state);
  const variables = Object.fromEntries(env.map((name, index) => [name, secrets[index] ?? '']));
  return applied(valueOf(parseConfig(yaml, variables)).config, state);
}

export function applied(config: ParsedConfig, before: ConfigState): ConfigState {
  const { locations = [], channels = [], rules = [], monitors = [], maintenance = [] } = config;
  const known = {
    channels: new Set(channels.map(({ id = '' }) => id)),
    monitors: new Set(monitors.map(({ id = '' }) => id)),
  };
  return {
    locations: locations.map((input, index) => valueOf(takeLocation(input, before.locations[index] ?? null))),
    channels: channels.map((input, index) => valueOf(takeChannel(input, before.channels[index] ?? null))),
    rules: valueOf(normaliseRules(rules, known, 'file')).map(({ source: _, ...rule }) => rule),
    monitors: monitors.map((input, index) => valueOf(takeMonitor(input, before.monitors[index] ?? null))),
    maintenance: maintenance.map((input) =>
      valueOf(
        normaliseMaintenance(input, { existing: null, takenIds: new Set(), source: 'file', monitors: known.monitors }),
      ),
    ),
    settings: { ...before.settings, ...config.settings },
  } as ConfigState;
}

export const http = (fields: object = {}): Monitor =>
  valueOf(takeMonitor({ kind: 'http', id: 'shop-api', url: 'http://127.0.0.1:5000/health', ...fields }));
