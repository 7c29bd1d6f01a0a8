/** Loads what the engine keeps in memory while it runs: monitors, channels, rules, mutes and the ping key. */
import { definitionOf } from '../../contract/channels/registry.ts';
import { definitionOf as locationDefinition } from '../../contract/locations/registry.ts';
import { openLocationList, type LocationList } from '../locations/location-list.ts';
import { openMaintenanceList, type MaintenanceList } from '../maintenance/maintenance-list.ts';
import { openAlertConfig, type AlertConfig, type ChannelEntry } from '../notifications/alert-config.ts';
import { openMuteList, type MuteList } from '../notifications/mute-list.ts';
import type { Logger, SecretBox } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { fillRegistry } from './fill-registry.ts';
import { openMonitorRegistry, type MonitorRegistry } from './monitor-registry.ts';
import { openPingKey, type PingKeyCell } from './ping-key.ts';
import { sealPlainTexts } from './seal-plain-texts.ts';
import { secretOpener, type OpenSecrets } from './secrets.ts';
import { brokenWhereUnreadable } from './unreadable-secrets.ts';
import type { ChannelRecord } from '../store/channel-repository.ts';

export interface Memory {
  readonly registry: MonitorRegistry;
  readonly alertConfig: AlertConfig;
  readonly locations: LocationList;
  readonly mutes: MuteList;
  readonly pingKey: PingKeyCell;
  readonly maintenance: MaintenanceList;
}

interface MemoryOptions {
  readonly secretBox: SecretBox;
  readonly logger: Logger;
  readonly nowMs: number;
}

export async function loadMemory(store: Store, { secretBox, logger, nowMs }: MemoryOptions): Promise<Memory> {
  const open = secretOpener(secretBox, (error) => {
    logger.error('a stored secret cannot be read', { error });
  });
  const channels = store.channels.all();
  const alertConfig = openAlertConfig(await openChannels(channels, open, nowMs), store.rules.all());
  const locations = openLocationList(
    await Promise.all(store.locations.all().map((one) => open(locationDefinition(one.kind).fields, one))),
  );
  const mutes = openMuteList(store.mutes.all());
  const maintenance = openMaintenanceList(store.maintenance.all());
  const registry = openMonitorRegistry(alertConfig, mutes);
  const monitors = await fillRegistry(registry, store, open);
  await sealPlainTexts({ monitors, channels }, { store, secretBox, logger });
  const pingKey = await openPingKey({ store, secretBox, open });
  return { registry, alertConfig, locations, mutes, maintenance, pingKey };
}

function openChannels(
  channels: readonly ChannelRecord[],
  open: OpenSecrets,
  nowMs: number,
): Promise<readonly ChannelEntry[]> {
  return Promise.all(
    channels.map(async ({ channel, health }) => {
      const opened = await open(definitionOf(channel.kind).fields, channel);
      return brokenWhereUnreadable({ channel: opened, health }, nowMs);
    }),
  );
}
