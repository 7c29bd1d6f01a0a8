/** Lists the channels that do not deliver as a notice of the program, for as long as that lasts. */
import type { FailingChannel } from '../../contract/notices.ts';
import type { AlertConfig, ChannelEntry } from '../notifications/alert-config.ts';
import type { EventSource } from './events.ts';
import type { SystemStatus } from './system-status.ts';

interface FailingChannelsOptions {
  readonly alertConfig: AlertConfig;
  readonly status: Pick<SystemStatus, 'report'>;
  readonly on: EventSource['on'];
}

const mostNamed = 5;

export function reportFailingChannels({ alertConfig, status, on }: FailingChannelsOptions): void {
  const report = (): void => {
    const failing = alertConfig
      .channels()
      .filter(({ enabled }) => enabled)
      .flatMap(({ id }) => failingOf(alertConfig.find(id)));
    const more = Math.max(0, failing.length - mostNamed);
    const facts = { channels: failing.slice(0, mostNamed), more };
    status.report('channels', failing.length === 0 ? null : { code: 'channels-failing', facts });
  };
  report();
  on(({ type }) => {
    if (type === 'channels') report();
  });
}

/** Unreadable secrets have their own notice. */
function failingOf(entry: ChannelEntry | null): readonly FailingChannel[] {
  if (entry === null) return [];
  const { trouble, lastError } = entry.health;
  return trouble === null || lastError?.code === 'secret-unreadable' ? [] : [{ name: entry.channel.name, trouble }];
}
