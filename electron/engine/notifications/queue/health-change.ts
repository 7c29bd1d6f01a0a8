/**
 * Writes a change of a channel's health with all that follows from it, inside the caller's transaction: a new trouble is
 * reported through other channels; when a trouble is resolved, they are notified, and the channel catches up.
 */
import type { JournaledStore } from '../../recording/journaled-store.ts';
import type { AlertConfig } from '../alert-config.ts';
import { recoveryNotices, troubleNotices } from '../channel-notices.ts';
import type { ChannelNotification } from '../payload.ts';
import { catchUp } from './catch-up.ts';
import type { DeliverySources } from './delivery.ts';
import type { AlertRecord, OutboxRow } from '../../store/outbox-repository.ts';
import type { HealthRecord } from '../../store/channel-repository.ts';

interface HealthChange {
  readonly channelId: string;
  readonly before: HealthRecord;
  readonly after: HealthRecord;
  /** An alert that the channel did not deliver; null: none in particular. */
  readonly row: OutboxRow | null;
  /** The user sees the result, so that a new trouble is not reported. */
  readonly isSeen?: boolean | undefined;
  readonly nowMs: number;
}

export interface HealthSources {
  readonly store: Pick<JournaledStore, 'channels' | 'outbox' | 'incidents'>;
  readonly alertConfig: AlertConfig;
  readonly findMonitor: DeliverySources['findMonitor'];
}

export interface HealthEffects {
  readonly health: HealthRecord;
  /** Rows that changed. */
  readonly alerts: readonly AlertRecord[];
  /** How many new rows were added, for other channels. */
  readonly notices: number;
  /** A new trouble that no other channel can report. */
  readonly unreported: ChannelNotification | null;
}

export function writeHealth(change: HealthChange, sources: HealthSources): HealthEffects {
  const { channelId, before, after } = change;
  sources.store.channels.saveHealth(channelId, after);
  const { notices, unreported } = noticesOf(change, sources);
  const isMended = before.trouble !== null && after.trouble === null;
  const since = before.failingSince ?? change.nowMs;
  const alerts = isMended ? catchUp({ channelId, since, nowMs: change.nowMs }, sources) : [];
  return { health: after, alerts, notices, unreported };
}

function noticesOf(change: HealthChange, sources: HealthSources): Pick<HealthEffects, 'notices' | 'unreported'> {
  const { channelId, before, after, row, isSeen = false, nowMs } = change;
  const { store, alertConfig } = sources;
  const { outbox } = store;
  const { trouble } = after;
  if (trouble !== null && trouble !== before.trouble) {
    if (isSeen) return { notices: 0, unreported: null };
    const at = { channelId, trouble, since: after.failingSince ?? nowMs, nowMs };
    const { payload, alerts } = troubleNotices(at, { health: after, row }, { alertConfig, outbox });
    return { notices: outbox.add(alerts, nowMs).length, unreported: alerts.length === 0 ? payload : null };
  }
  if (before.reportedSince === null || after.reportedSince !== null) return { notices: 0, unreported: null };
  const at = { channelId, trouble: before.trouble ?? 'silent', since: before.reportedSince, nowMs };
  const alerts = recoveryNotices(at, before, { alertConfig, outbox });
  return { notices: outbox.add(alerts, nowMs).length, unreported: null };
}
