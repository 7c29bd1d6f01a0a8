/**
 * The current channels (with clear secrets) and rules, in memory, for routing, delivery and the calls. Updated after
 * the store has committed them.
 */
import { isProven } from '../../contract/channel-standing.ts';
import type { Channel } from '../../contract/channels/registry.ts';
import { hideChannelSecrets } from './channels/secrets.ts';
import type { HealthRecord } from '../store/channel-repository.ts';
import type { RuleRecord } from '../store/rule-repository.ts';

export interface ChannelEntry {
  readonly channel: Channel;
  readonly health: HealthRecord;
}

/** The channel without its secrets. */
export type ChannelViewRecord = Channel & { readonly health: HealthRecord };

export const untriedHealth: HealthRecord = {
  lastSuccessAt: null,
  lastErrorAt: null,
  lastError: null,
  failures: 0,
  refusals: 0,
  failingSince: null,
  trouble: null,
  reportedSince: null,
};

export interface AlertConfig {
  readonly channels: () => readonly Channel[];
  /** Those that can be relied on: see contract/channel-standing.ts. */
  readonly proven: () => readonly Channel[];
  readonly rules: () => readonly RuleRecord[];
  readonly find: (id: string) => ChannelEntry | null;
  readonly views: () => readonly ChannelViewRecord[];
  readonly put: (channel: Channel, health: HealthRecord) => void;
  readonly putHealth: (id: string, health: HealthRecord) => void;
  readonly remove: (id: string) => void;
  readonly putRules: (rules: readonly RuleRecord[]) => void;
}

export function openAlertConfig(channels: readonly ChannelEntry[], rules: readonly RuleRecord[]): AlertConfig {
  const entries = new Map(channels.map((entry) => [entry.channel.id, entry]));
  let currentRules = rules;
  const put = (channel: Channel, health: HealthRecord): void => {
    entries.set(channel.id, { channel, health });
  };
  return {
    channels: () => Array.from(entries.values(), ({ channel }) => channel),
    proven: () =>
      Array.from(entries.values()).flatMap(({ channel, health }) =>
        isProven({ enabled: channel.enabled, health }) ? [channel] : [],
      ),
    rules: () => currentRules,
    find: (id) => entries.get(id) ?? null,
    views: () => Array.from(entries.values(), viewOf),
    put,
    putHealth(id, health) {
      const entry = entries.get(id);
      if (entry !== undefined) put(entry.channel, health);
    },
    remove(id) {
      entries.delete(id);
    },
    putRules(next) {
      currentRules = next;
    },
  };
}

export function viewOf({ channel, health }: ChannelEntry): ChannelViewRecord {
  return { ...hideChannelSecrets(channel), health };
}
