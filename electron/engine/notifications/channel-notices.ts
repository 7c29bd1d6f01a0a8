/**
 * A channel that does not deliver is reported through the other channels of the alert that it failed to deliver, or, if
 * none of those works, through every other working channel. Once it delivers again, the same channels are notified.
 */
import type { ChannelTrouble } from '../../contract/model/alert.ts';
import type { AlertConfig } from './alert-config.ts';
import type { ChannelNotification } from './payload.ts';
import { isDelivering } from './queue/channel-health.ts';
import { subjectText } from './subject.ts';
import type { HealthRecord } from '../store/channel-repository.ts';
import type { NewAlert, OutboxRow, OutboxRepository } from '../store/outbox-repository.ts';

interface ChannelTroubleAt {
  readonly channelId: string;
  readonly trouble: ChannelTrouble;
  /** When its failures in a row started; it identifies the trouble. */
  readonly since: number;
  readonly nowMs: number;
}

interface NoticeSources {
  readonly alertConfig: AlertConfig;
  readonly outbox: Pick<OutboxRepository, 'channelsOf'>;
}

/** @param row an alert that the channel did not deliver; null: unknown. */
export function troubleNotices(
  at: ChannelTroubleAt,
  { health, row }: { readonly health: HealthRecord; readonly row: OutboxRow | null },
  { alertConfig, outbox }: NoticeSources,
): { readonly payload: ChannelNotification; readonly alerts: readonly NewAlert[] } {
  const event = at.trouble === 'broken' ? 'channel-broken' : 'channel-failing';
  const payload = payloadOf(at, { event, health, endedAt: null }, alertConfig);
  const alertChannels = row === null ? [] : outbox.channelsOf(row.subject, row.payload.event);
  const alerts = workingChannels(at.channelId, alertChannels, alertConfig).map((id) => alertFor(id, at, payload));
  return { payload, alerts };
}

/** For the channels that the trouble was reported to. @param health before it was resolved. */
export function recoveryNotices(
  at: ChannelTroubleAt,
  health: HealthRecord,
  { alertConfig, outbox }: NoticeSources,
): readonly NewAlert[] {
  const subject = subjectOf(at);
  const reports = ['channel-broken', 'channel-failing'] as const;
  const notified = new Set(reports.flatMap((event) => outbox.channelsOf(subject, event)));
  const payload = payloadOf(at, { event: 'channel-recovered', health, endedAt: at.nowMs }, alertConfig);
  return Array.from(notified, (id) => alertFor(id, at, payload));
}

function payloadOf(
  { channelId, trouble, since, nowMs }: ChannelTroubleAt,
  { event, health, endedAt }: Pick<ChannelNotification, 'event' | 'endedAt'> & { readonly health: HealthRecord },
  alertConfig: AlertConfig,
): ChannelNotification {
  const channelName = alertConfig.find(channelId)?.channel.name ?? channelId;
  const answer = health.lastError ?? { code: 'said', facts: { text: '' } };
  return { event, channelId, channelName, trouble, since, confirmedAt: nowMs, endedAt, answer };
}

function alertFor(channelId: string, at: ChannelTroubleAt, payload: ChannelNotification): NewAlert {
  return { subject: subjectOf(at), incidentId: null, channelId, notBeforeMs: at.nowMs, payload };
}

function subjectOf({ channelId, since }: ChannelTroubleAt): string {
  return subjectText({ about: 'channel', channelId, since });
}

function workingChannels(failingId: string, preferred: readonly string[], alertConfig: AlertConfig): readonly string[] {
  const isWorking = (id: string): boolean => {
    const entry = alertConfig.find(id);
    return id !== failingId && entry?.channel.enabled === true && isDelivering(entry.health);
  };
  const ofTheAlert = preferred.filter(isWorking);
  if (ofTheAlert.length > 0) return ofTheAlert;
  return alertConfig
    .channels()
    .map(({ id }) => id)
    .filter(isWorking);
}
