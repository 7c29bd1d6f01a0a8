/**
 * Seals what a version stored that did not seal it yet, once, when the program starts. A store that refuses is tried again
 * at the next start.
 */
import { definitionOf as channelDefinition } from '../../contract/channels/registry.ts';
import { definitionOf as monitorDefinition } from '../../contract/monitors/registry.ts';
import type { Logger, SecretBox } from '../ports.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { hasPlain, sealPlain } from './secrets.ts';
import type { ChannelRecord } from '../store/channel-repository.ts';
import type { MonitorRecord } from '../store/monitor-repository.ts';

export interface PlainTextOptions {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly logger: Logger;
}

/** As they are stored. */
interface StoredRecords {
  readonly monitors: readonly MonitorRecord[];
  readonly channels: readonly Pick<ChannelRecord, 'channel'>[];
}

export async function sealPlainTexts(
  { monitors, channels }: StoredRecords,
  { store, secretBox, logger }: PlainTextOptions,
): Promise<void> {
  const plainMonitors = monitors.filter(({ monitor }) => hasPlain(monitorDefinition(monitor.kind).fields, monitor));
  const plainChannels = channels.filter(({ channel }) => hasPlain(channelDefinition(channel.kind).fields, channel));
  const found = plainMonitors.length + plainChannels.length;
  if (found === 0) return;
  try {
    const sealedMonitors = await Promise.all(
      plainMonitors.map(async ({ key, monitor }) => {
        return { key, monitor: await sealPlain(secretBox, monitorDefinition(monitor.kind).fields, monitor) };
      }),
    );
    const sealedChannels = await Promise.all(
      plainChannels.map(({ channel }) => sealPlain(secretBox, channelDefinition(channel.kind).fields, channel)),
    );
    store.erasing(() => {
      for (const { key, monitor } of sealedMonitors) store.monitors.update(key, monitor);
      for (const channel of sealedChannels) store.channels.save(channel);
    });
    logger.info('texts of an earlier version were sealed', { records: found });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    logger.warn('texts of an earlier version could not be sealed', { error, records: found });
  }
}
