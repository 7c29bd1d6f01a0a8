/**
 * What happens to a due row of the outbox: send it, send another in its place, defer it, or drop it. This is the one
 * place where a recovery meets its down alert (whichever of the two is picked first, the recovery decides), and where a
 * message meets quiet hours. Deferred rows are sent together when quiet hours end (one by one where the kind of channel
 * is not grouped), as far as they are still true: an outage that has ended is sent with its end; a monitor that is no
 * longer slow, or a certificate that has been renewed, is dropped.
 */
import { definitionOf, type Channel } from '../../../contract/channels/registry.ts';
import type { DeliveryAnswer } from '../../../contract/delivery-answer.ts';
import type { CheckDetail, MonitorState } from '../../../contract/model/state.ts';
import { matchesRule, type RoutedMonitor } from '../../../contract/rule-match.ts';
import type { OutboxRow, Store } from '../../store/store.ts';
import type { Message } from '../channels/channel.ts';
import { recoveryMode } from './delivery-rules.ts';
import type { AlertConfig } from '../alert-config.ts';
import { heldUntil } from '../routing.ts';
import { isMonitorNotification, type NotificationPayload } from '../payload.ts';
import { summaryMessage } from '../summary-message.ts';

export interface Sending {
  readonly do: 'send';
  /** The rows that the message covers; never empty. */
  readonly rows: readonly OutboxRow[];
  readonly channel: Channel;
  readonly message: Message;
  /** The down alerts that go out with their recoveries. */
  readonly merges: readonly OutboxRow[];
}

export type Delivery =
  | Sending
  | { readonly do: 'hold'; readonly rows: readonly OutboxRow[]; readonly untilMs: number }
  | { readonly do: 'cancel'; readonly rows: readonly OutboxRow[] }
  | { readonly do: 'fail'; readonly row: OutboxRow; readonly answer: DeliveryAnswer };

/** A monitor as it is now. */
export interface MonitorNow {
  readonly monitor: RoutedMonitor;
  readonly tracking: { readonly state: MonitorState; readonly since: number };
  /** The last check that passed; null: none since the program started. */
  readonly lastGood: Pick<CheckDetail, 'certificate'> | null;
}

export interface DeliverySources {
  readonly store: Pick<Store, 'outbox' | 'incidents'>;
  readonly alertConfig: AlertConfig;
  /** Null: there is none (any more). */
  readonly findMonitor: (id: string) => MonitorNow | null;
  readonly nowMs: number;
}

/** More are told in a second summary. */
const summaryLimit = 100;

export function planDelivery(row: OutboxRow, sources: DeliverySources): Delivery {
  const planned = planAlone(row, sources);
  if (planned.do !== 'send' || row.heldUntil === null) return planned;
  return definitionOf(planned.channel.kind).isGrouped ? withOthers(planned, sources) : planned;
}

/** With whatever else was held back and may be told now; what may not has its own turn. */
function withOthers(first: Sending, sources: DeliverySources): Sending {
  const released = sources.store.outbox.released(first.channel.id, sources.nowMs, summaryLimit);
  const all = new Map([[first.rows[0]?.id, first]]);
  for (const row of released) {
    const planned = planAlone(row, sources);
    const id = planned.do === 'send' ? planned.rows[0]?.id : undefined;
    if (planned.do === 'send' && !all.has(id)) all.set(id, planned);
  }
  const parts = Array.from(all.values());
  if (parts.length === 1) return first;
  return {
    ...first,
    rows: parts.flatMap(({ rows }) => rows),
    merges: parts.flatMap(({ merges }) => merges),
    message: summaryMessage(
      first.channel.id,
      parts.map(({ message }) => message),
    ),
  };
}

function planAlone(row: OutboxRow, sources: DeliverySources): Delivery {
  const { outbox } = sources.store;
  const { subject, channelId } = row;
  switch (row.payload.event) {
    case 'recovered':
      return planRecovery(row, outbox.sibling(subject, channelId, 'down'), sources);
    case 'down': {
      const recovery = outbox.sibling(subject, channelId, 'recovered');
      if (recovery?.status === 'pending') return planRecovery(recovery, row, sources);
      return hasEnded(row, sources) ? { do: 'cancel', rows: [row] } : planSending(row, sources);
    }
    case 'reminder':
      return isSettled(row, sources) ? { do: 'cancel', rows: [row] } : planSending(row, sources);
    case 'degraded':
      return hasPassed(row, sources) ? { do: 'cancel', rows: [row] } : planSending(row, sources);
    case 'certificate':
      return isRenewed(row, sources) ? { do: 'cancel', rows: [row] } : planSending(row, sources);
    case 'channel-broken':
    case 'recording-stopped':
    case 'recording-resumed':
      return planSending(row, sources);
  }
}

function planRecovery(recovery: OutboxRow, down: OutboxRow | null, sources: DeliverySources): Delivery {
  const mode = recoveryMode(down, sources.nowMs);
  if (down === null || mode === 'standalone') return planSending(recovery, sources);
  if (mode === 'skip') return { do: 'cancel', rows: down.status === 'pending' ? [down, recovery] : [recovery] };
  return planSending(recovery, sources, down);
}

/** `unsent` is the down alert of which nobody has heard. */
function planSending(row: OutboxRow, sources: DeliverySources, unsent: OutboxRow | null = null): Delivery {
  const entry = sources.alertConfig.find(row.channelId);
  if (entry?.channel.enabled !== true) return { do: 'cancel', rows: [row] };
  const merges = unsent?.status === 'pending' ? [unsent] : [];
  const untilMs = quietUntil(row, sources, unsent);
  // Both, or the one that stays due would be met again and again.
  if (untilMs !== null) return { do: 'hold', rows: [...merges, row], untilMs };
  const { channel, health } = entry;
  if (health.broken)
    return { do: 'fail', row, answer: { code: 'channel-broken', facts: { answer: health.lastError } } };
  // The down alert has every reason; the recovery only the first.
  const payload = unsent === null ? row.payload : withReasons(row.payload, unsent.payload);
  const { subject, incidentId } = row;
  const message = { subject, incidentId, payload, includesDown: unsent !== null, parts: [] };
  return { do: 'send', rows: [row], channel, message, merges };
}

function withReasons(recovery: NotificationPayload, down: NotificationPayload): NotificationPayload {
  const isPair = isMonitorNotification(recovery) && isMonitorNotification(down);
  return isPair ? { ...recovery, reasons: down.reasons } : recovery;
}

/** By the rules as they are now. An end and a reminder go the way of the down alert, and keep its hours. */
function quietUntil(row: OutboxRow, sources: DeliverySources, unsent: OutboxRow | null): number | null {
  const { channelId, payload, createdAt } = row;
  if (!isMonitorNotification(payload)) return null;
  const monitor = sources.findMonitor(payload.monitorId)?.monitor;
  if (monitor === undefined) return null;
  const { event, confirmedAt } = payload;
  const follows = event === 'recovered' || event === 'reminder';
  const routedAs = follows ? 'down' : event;
  // A rule whose delay the outage did not outlast has no say in when the two are told together.
  const down = unsent?.payload;
  const longestDelay = down !== undefined && isMonitorNotification(down) ? confirmedAt - down.confirmedAt : Infinity;
  const rules = sources.alertConfig
    .rules()
    .filter(({ when, channels }) => channels.includes(channelId) && matchesRule(when, { event: routedAs, monitor }))
    .filter(({ delay }) => delay <= longestDelay);
  if (rules.every(({ quietHours }) => quietHours === null)) return null;
  // The delay is that of the first message; what follows it has none.
  const sinceMs = follows ? -Infinity : Math.min(confirmedAt, createdAt);
  return heldUntil({ monitor, rules, sinceMs, nowMs: sources.nowMs });
}

/** The outage was over, without a recovery to be told, before its alert was sent: paused, deleted, or a delay. */
function hasEnded({ incidentId }: OutboxRow, { store }: DeliverySources): boolean {
  if (incidentId === null) return false;
  const incident = store.incidents.find(incidentId);
  return incident === null || incident.endedAt !== null;
}

/** Nobody has to be reminded of it any more. */
function isSettled(row: OutboxRow, sources: DeliverySources): boolean {
  const incident = row.incidentId === null ? null : sources.store.incidents.find(row.incidentId);
  return incident === null || incident.endedAt !== null || incident.acknowledgedAt !== null;
}

/** It was slow in quiet hours, and is not any more. Nobody waits for the end of it. */
function hasPassed({ heldUntil: held, payload }: OutboxRow, { findMonitor }: DeliverySources): boolean {
  if (held === null || !isMonitorNotification(payload)) return false;
  const tracking = findMonitor(payload.monitorId)?.tracking;
  return tracking?.state !== 'degraded' || tracking.since !== payload.startedAt;
}

/** It was to expire soon in quiet hours, and another is in its place. */
function isRenewed({ heldUntil: held, payload }: OutboxRow, { findMonitor }: DeliverySources): boolean {
  if (held === null || !isMonitorNotification(payload)) return false;
  const present = findMonitor(payload.monitorId)?.lastGood?.certificate ?? null;
  return present !== null && payload.fingerprint !== present.fingerprint;
}
