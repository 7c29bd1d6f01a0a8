/**
 * What happens to a due row of the outbox: send it, send another one instead, defer it, or drop it. Only here a recovery
 * is combined with its down alert (whichever of the two is picked first, the recovery decides), and quiet hours apply.
 * Deferred and retried rows are sent only if they are still true: a resolved outage with its recovery; a monitor that is
 * no longer slow, a certificate that was renewed and a channel that delivers again not at all. Nor is an outage that
 * another one explains (dependencies/standing.ts), unless an attempt has been made: its response may have been lost.
 */
import type { Channel } from '../../../contract/channels/registry.ts';
import { settledRecipients, type DeliveryAnswer } from '../../../contract/delivery-answer.ts';
import type { Mute } from '../../../contract/model/alert.ts';
import type { Incident } from '../../../contract/model/history.ts';
import type { CheckDetail, MonitorState } from '../../../contract/model/state.ts';
import { matchesRule } from '../../../contract/rule-match.ts';
import { standingOf, type DependencyNow, type Standing } from '../../dependencies/standing.ts';
import type { JournaledStore } from '../../recording/journaled-store.ts';
import type { Message } from '../channels/channel.ts';
import { recoveryMode } from './delivery-rules.ts';
import type { AlertConfig } from '../alert-config.ts';
import { heldUntil } from '../routing.ts';
import { isMonitorNotification, type ChannelNotification, type NotificationPayload } from '../payload.ts';
import type { OutboxRow } from '../../store/outbox-repository.ts';

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
  /** `causedBy`: the incident that explains theirs. */
  | { readonly do: 'cancel'; readonly rows: readonly OutboxRow[]; readonly causedBy?: Incident }
  | { readonly do: 'fail'; readonly row: OutboxRow; readonly answer: DeliveryAnswer };

/** The current state of a monitor. */
export interface MonitorNow extends DependencyNow {
  readonly tracking: { readonly state: MonitorState; readonly since: number };
  readonly muted: Mute | null;
  /** The last check that passed; null: none since the program started. */
  readonly lastGood: Pick<CheckDetail, 'certificate'> | null;
}

export interface DeliverySources {
  readonly store: Pick<JournaledStore, 'outbox' | 'incidents'>;
  readonly alertConfig: AlertConfig;
  /** Null: it does not exist (any longer). */
  readonly findMonitor: (id: string) => MonitorNow | null;
  /** How many monitors depend on it. */
  readonly behind: (id: string) => number;
  readonly nowMs: number;
}

export function planAlone(row: OutboxRow, sources: DeliverySources): Delivery {
  const { outbox } = sources.store;
  const { subject, channelId } = row;
  if (isInMaintenance(row, sources)) return { do: 'cancel', rows: [row] };
  switch (row.payload.event) {
    case 'recovered':
      return planRecovery(row, outbox.sibling(subject, channelId, 'down'), sources);
    case 'down': {
      const recovery = outbox.sibling(subject, channelId, 'recovered');
      if (recovery?.status === 'pending') return planRecovery(recovery, row, sources);
      if (hasEnded(row, sources)) return { do: 'cancel', rows: [row] };
      const causedBy = causeOf(row, sources);
      return causedBy === null ? planSending(row, sources) : { do: 'cancel', rows: [row], causedBy };
    }
    case 'acknowledged':
      return hasEnded(row, sources) ? { do: 'cancel', rows: [row] } : planSending(row, sources);
    case 'reminder':
      return isSettled(row, sources) ? { do: 'cancel', rows: [row] } : planSending(row, sources);
    case 'degraded':
      return hasPassed(row, sources) ? { do: 'cancel', rows: [row] } : planSending(row, sources);
    case 'flapping': {
      const steady = outbox.sibling(subject, channelId, 'steady');
      if (steady?.status === 'pending') return planSteady(steady, row, sources);
      return causeOf(row, sources) === null ? planSending(row, sources) : { do: 'cancel', rows: [row] };
    }
    case 'steady':
      return planSteady(row, outbox.sibling(subject, channelId, 'flapping'), sources);
    case 'certificate':
      return isRenewed(row, sources) ? { do: 'cancel', rows: [row] } : planSending(row, sources);
    case 'channel-broken':
    case 'channel-failing':
      return isMended(row.payload, sources) ? { do: 'cancel', rows: [row] } : planSending(row, sources);
    case 'channel-recovered':
      return planChannelRecovery(row, sources);
    case 'recording-stopped':
    case 'recording-resumed':
    case 'digest':
      return planSending(row, sources);
  }
}

function planRecovery(recovery: OutboxRow, down: OutboxRow | null, sources: DeliverySources): Delivery {
  const mode = recoveryMode(down, sources.nowMs);
  if (down === null || mode === 'standalone') return planSending(recovery, sources);
  const isUnreported = mode === 'skip' || isExplained(down, sources);
  if (isUnreported) return { do: 'cancel', rows: down.status === 'pending' ? [down, recovery] : [recovery] };
  return planSending(recovery, sources, down);
}

/** Without the first message it says both. */
function planSteady(row: OutboxRow, flapping: OutboxRow | null, sources: DeliverySources): Delivery {
  if (flapping?.status === 'cancelled') return { do: 'cancel', rows: [row] };
  return planSending(row, sources, flapping?.status === 'pending' ? flapping : null);
}

/** Only for those who got the report. */
function planChannelRecovery(row: OutboxRow, sources: DeliverySources): Delivery {
  const { outbox } = sources.store;
  const reports = (['channel-broken', 'channel-failing'] as const).flatMap(
    (event) => outbox.sibling(row.subject, row.channelId, event) ?? [],
  );
  if (reports.some(({ status }) => status === 'sent')) return planSending(row, sources);
  return { do: 'cancel', rows: [...reports.filter(({ status }) => status === 'pending'), row] };
}

/** @param unsent the down alert, if it was not sent. */
function planSending(row: OutboxRow, sources: DeliverySources, unsent: OutboxRow | null = null): Delivery {
  const entry = sources.alertConfig.find(row.channelId);
  if (entry?.channel.enabled !== true) return { do: 'cancel', rows: [row] };
  const merges = unsent?.status === 'pending' ? [unsent] : [];
  const untilMs = quietUntil(row, sources, unsent);
  // Both: one that stays due would be picked again and again.
  if (untilMs !== null) return { do: 'hold', rows: [...merges, row], untilMs };
  const { channel, health } = entry;
  if (health.trouble === 'broken')
    return { do: 'fail', row, answer: { code: 'channel-broken', facts: { answer: health.lastError } } };
  // The down alert has all reasons, the recovery only the first.
  const payload = unsent === null ? row.payload : withReasons(row.payload, unsent.payload);
  const { subject, incidentId } = row;
  const settled = settledOf(row, sources);
  const message = {
    subject,
    incidentId,
    payload: withBehind(payload, sources),
    settled,
    first: firstReceipt(row, sources),
    includesDown: unsent !== null,
    parts: [],
  };
  return { do: 'send', rows: [row], channel, message, merges };
}

/** Of the down alert, for what follows it. */
function firstReceipt({ subject, channelId, payload }: OutboxRow, { store }: DeliverySources): Message['first'] {
  if (payload.event === 'down') return undefined;
  return store.outbox.sibling(subject, channelId, 'down')?.receipt ?? undefined;
}

/** The recipients that earlier attempts have settled. */
function settledOf({ id, attempts }: OutboxRow, { store }: DeliverySources): Message['settled'] {
  const found = attempts === 0 ? null : store.outbox.find(id);
  return found === null ? undefined : settledRecipients(found.attempts.map(({ answer }) => answer));
}

/** How many monitors are behind it is counted when it leaves. */
function withBehind(payload: NotificationPayload, { behind }: DeliverySources): NotificationPayload {
  if (!isMonitorNotification(payload) || (payload.event !== 'down' && payload.event !== 'reminder')) return payload;
  const count = behind(payload.monitorId);
  if (count === 0) return payload;
  return { ...payload, reasons: [...payload.reasons, { code: 'behind', facts: { count } }] };
}

function withReasons(recovery: NotificationPayload, down: NotificationPayload): NotificationPayload {
  const isPair = isMonitorNotification(recovery) && isMonitorNotification(down);
  return isPair ? { ...recovery, reasons: down.reasons } : recovery;
}

/** By the current rules. Recoveries, reminders and acknowledgements follow the route and the quiet hours of the down alert. */
function quietUntil(row: OutboxRow, sources: DeliverySources, unsent: OutboxRow | null): number | null {
  const { channelId, payload, createdAt } = row;
  if (!isMonitorNotification(payload)) return null;
  const monitor = sources.findMonitor(payload.monitorId)?.monitor;
  if (monitor === undefined) return null;
  const { event, confirmedAt } = payload;
  const followsDown = event === 'recovered' || event === 'reminder' || event === 'acknowledged';
  const follows = followsDown || event === 'steady';
  const routedAs = event === 'steady' ? 'flapping' : followsDown ? 'down' : event;
  // Rules whose delay was longer than the outage do not apply to the combined message.
  const down = unsent?.payload;
  const longestDelay = down !== undefined && isMonitorNotification(down) ? confirmedAt - down.confirmedAt : Infinity;
  const rules = sources.alertConfig
    .rules()
    .filter(({ when, channels }) => channels.includes(channelId) && matchesRule(when, { event: routedAs, monitor }))
    .filter(({ delay }) => delay <= longestDelay);
  if (rules.every(({ quietHours }) => quietHours === null)) return null;
  // Only the first message is delayed.
  const sinceMs = follows ? -Infinity : Math.min(confirmedAt, createdAt);
  return heldUntil({ monitor, rules, sinceMs, nowMs: sources.nowMs });
}

/** The outage ended before its alert was sent, without a recovery message: paused, deleted, or within the delay. */
function hasEnded({ incidentId }: OutboxRow, { store }: DeliverySources): boolean {
  if (incidentId === null) return false;
  const incident = store.incidents.find(incidentId);
  return incident === null || incident.endedAt !== null;
}

function isEnd(event: NotificationPayload['event']): boolean {
  return event === 'recovered' || event === 'steady';
}

/** What is down after it is reported then. */
function isInMaintenance({ payload }: OutboxRow, { findMonitor }: DeliverySources): boolean {
  if (!isMonitorNotification(payload) || isEnd(payload.event) || payload.event === 'flapping') return false;
  return findMonitor(payload.monitorId)?.tracking.state === 'maintenance';
}

/** Nobody is notified of it: another outage or planned work explains it. */
function isExplained(down: OutboxRow, sources: DeliverySources): boolean {
  const { kind } = standingOfRow(down, sources);
  return kind === 'caused' || kind === 'planned';
}

/** The outage of another monitor that explains this one, of which nobody has been notified; null: none does. */
function causeOf(row: OutboxRow, sources: DeliverySources): Incident | null {
  const standing = standingOfRow(row, sources);
  return standing.kind === 'caused' ? standing.by : null;
}

function standingOfRow(row: OutboxRow, { findMonitor, nowMs }: DeliverySources): Standing {
  const { attempts, status, payload } = row;
  const isUntried = status === 'pending' && attempts === 0;
  const now = isUntried && isMonitorNotification(payload) ? findMonitor(payload.monitorId) : null;
  return now === null ? { kind: 'alone' } : standingOf(now, findMonitor, nowMs);
}

/** Resolved, acknowledged, caused by another or deleted. */
function isSettled(row: OutboxRow, sources: DeliverySources): boolean {
  const incident = row.incidentId === null ? null : sources.store.incidents.find(row.incidentId);
  if (incident === null || incident.endedAt !== null || incident.acknowledgedAt !== null) return true;
  return incident.causedBy !== null;
}

/** It is no longer slow. */
function hasPassed(row: OutboxRow, { findMonitor }: DeliverySources): boolean {
  const { payload } = row;
  if (!isLate(row) || !isMonitorNotification(payload)) return false;
  const tracking = findMonitor(payload.monitorId)?.tracking;
  return tracking?.state !== 'degraded' || tracking.since !== payload.startedAt;
}

/** Another certificate has replaced it. */
function isRenewed(row: OutboxRow, { findMonitor }: DeliverySources): boolean {
  const { payload } = row;
  if (!isLate(row) || !isMonitorNotification(payload)) return false;
  const present = findMonitor(payload.monitorId)?.lastGood?.certificate ?? null;
  return present !== null && payload.fingerprint !== present.fingerprint;
}

/** Deferred or retried, so that it may no longer be true. */
function isLate({ heldUntil: held, attempts }: OutboxRow): boolean {
  return held !== null || attempts > 0;
}

/** The channel delivers again, was edited, or was deleted. */
function isMended({ channelId }: ChannelNotification, { alertConfig }: DeliverySources): boolean {
  return (alertConfig.find(channelId)?.health.trouble ?? null) === null;
}
