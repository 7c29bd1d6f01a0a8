/**
 * Secrets that could not be opened at startup: a warning lists the monitors and channels that need them until they are
 * entered again. Until then such a channel is broken, so that it is reported through the others, and the checks of such
 * a monitor are inconclusive.
 */
import { definitionOf as channelDefinition, type Channel } from '../../contract/channels/registry.ts';
import type { Notice } from '../../contract/notices.ts';
import { definitionOf as monitorDefinition, type Monitor } from '../../contract/monitors/registry.ts';
import type { ChannelEntry, AlertConfig } from '../notifications/alert-config.ts';
import type { EventSource } from './events.ts';
import { hasUnreadable } from './secrets.ts';
import type { SystemStatus } from './system-status.ts';
import type { MonitorRegistry } from './monitor-registry.ts';

interface UnreadableSecretsOptions {
  readonly registry: MonitorRegistry;
  readonly alertConfig: AlertConfig;
  readonly status: Pick<SystemStatus, 'report'>;
  readonly on: EventSource['on'];
}

/** In memory only: if the key comes back, the channel works as before. */
export function brokenWhereUnreadable({ channel, health }: ChannelEntry, nowMs: number): ChannelEntry {
  if (!isUnreadableChannel(channel)) return { channel, health };
  const lastError = { code: 'secret-unreadable', facts: {} } as const;
  return { channel, health: { ...health, lastErrorAt: nowMs, lastError, failingSince: nowMs, trouble: 'broken' } };
}

export function reportUnreadableSecrets({ registry, alertConfig, status, on }: UnreadableSecretsOptions): void {
  const monitors = (): readonly Monitor[] => registry.all().map(({ monitor }) => monitor);
  const names = (): readonly string[] =>
    [...monitors().filter(isUnreadableMonitor), ...alertConfig.channels().filter(isUnreadableChannel)].map(
      ({ name }) => name,
    );
  const warn = (): boolean => {
    const waiting = names();
    status.report('secrets', waiting.length === 0 ? null : noticeOf(waiting));
    return waiting.length > 0;
  };
  if (!warn()) return;
  const cancel = on(({ type }) => {
    const concerns = type === 'monitor' || type === 'monitorRemoved' || type === 'channels';
    if (concerns && !warn()) cancel();
  });
}

function isUnreadableChannel(channel: Channel): boolean {
  return hasUnreadable(channelDefinition(channel.kind).fields, channel);
}

function isUnreadableMonitor(monitor: Monitor): boolean {
  return hasUnreadable(monitorDefinition(monitor.kind).fields, monitor);
}

const mostNamed = 5;

function noticeOf(names: readonly string[]): Notice {
  const more = Math.max(0, names.length - mostNamed);
  return { code: 'secrets-unreadable', facts: { names: names.slice(0, mostNamed), more } };
}
