/** Loads what the engine keeps in memory while it runs: monitors, channels, rules and mutes. */
import { definitionOf } from '../../contract/channels/registry.ts';
import { openAlertConfig, type AlertConfig, type ChannelEntry } from '../notifications/alert-config.ts';
import { openMuteList, type MuteList } from '../notifications/mute-list.ts';
import type { Store } from '../store/store.ts';
import { fillRegistry } from './fill-registry.ts';
import { openMonitorRegistry, type MonitorRegistry } from './monitor-registry.ts';
import type { OpenSecrets } from './secrets.ts';
import { brokenWhereUnreadable } from './unreadable-secrets.ts';

export interface Memory {
  readonly registry: MonitorRegistry;
  readonly alertConfig: AlertConfig;
  readonly mutes: MuteList;
}

export async function loadMemory(store: Store, open: OpenSecrets, nowMs: number): Promise<Memory> {
  const alertConfig = openAlertConfig(await openChannels(store, open, nowMs), store.rules.all());
  const mutes = openMuteList(store.mutes.all());
  const registry = openMonitorRegistry(alertConfig, mutes);
  await fillRegistry(registry, store, open);
  return { registry, alertConfig, mutes };
}

function openChannels(store: Store, open: OpenSecrets, nowMs: number): Promise<readonly ChannelEntry[]> {
  return Promise.all(
    store.channels.all().map(async ({ channel, health }) => {
      const opened = await open(definitionOf(channel.kind).fields, channel);
      return brokenWhereUnreadable({ channel: opened, health }, nowMs);
    }),
  );
}
