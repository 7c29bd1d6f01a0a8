/**
 * A channel that broke is reported through the other channels of the alert that it refused; where there are none that
 * work, through every other one: somebody should know that alerts are being lost.
 */
import type { DeliveryAnswer } from '../../contract/delivery-answer.ts';
import type { NewAlert, OutboxRow, OutboxRepository } from '../store/store.ts';
import type { AlertConfig } from './alert-config.ts';
import type { ChannelBrokenNotification } from './payload.ts';
import { subjectText } from './subject.ts';

export interface Refusal {
  readonly row: OutboxRow;
  readonly answer: DeliveryAnswer;
  readonly atMs: number;
}

export function brokenNotices(
  { row, answer, atMs }: Refusal,
  alertConfig: AlertConfig,
  outbox: OutboxRepository,
): readonly NewAlert[] {
  const payload: ChannelBrokenNotification = {
    event: 'channel-broken',
    brokenChannelId: row.channelId,
    brokenChannelName: alertConfig.find(row.channelId)?.channel.name ?? row.channelId,
    brokenAt: atMs,
    answer,
  };
  const subject = subjectText({ kind: 'channel', channelId: row.channelId, since: atMs });
  return workingChannels(row, alertConfig, outbox).map((channelId) => {
    return { subject, incidentId: null, channelId, notBeforeMs: atMs, payload };
  });
}

function workingChannels(row: OutboxRow, alertConfig: AlertConfig, outbox: OutboxRepository): readonly string[] {
  const isWorking = (id: string): boolean => {
    const entry = alertConfig.find(id);
    return id !== row.channelId && entry?.channel.enabled === true && !entry.health.broken;
  };
  const ofTheAlert = outbox.channelsOf(row.subject, row.payload.event).filter(isWorking);
  if (ofTheAlert.length > 0) return ofTheAlert;
  return alertConfig
    .channels()
    .map(({ id }) => id)
    .filter(isWorking);
}
