/**
 * What is to be done with a row of the outbox that is due: send it, send another in its place, or drop it. This is the
 * one place where a recovery meets its down alert: whichever of the two is picked first, the recovery decides.
 */
import type { Channel } from '../../contract/model.ts';
import type { OutboxRow, Store } from '../store/store.ts';
import type { Message } from './channel.ts';
import { recoveryCourse } from './delivery-rules.ts';
import type { Directory } from './directory.ts';

export type Delivery =
  | {
      readonly do: 'send';
      readonly row: OutboxRow;
      readonly channel: Channel;
      readonly message: Message;
      /** The down alert that goes out with its recovery. */
      readonly merges: OutboxRow | null;
    }
  | { readonly do: 'cancel'; readonly rows: readonly OutboxRow[] }
  | { readonly do: 'fail'; readonly row: OutboxRow; readonly reason: string };

export interface DeliverySources {
  readonly store: Pick<Store, 'outbox' | 'incidents'>;
  readonly directory: Directory;
  readonly nowMs: number;
}

export function planDelivery(row: OutboxRow, sources: DeliverySources): Delivery {
  const { outbox } = sources.store;
  const { subject, channelId } = row;
  if (row.payload.event === 'recovered') {
    return planRecovery(row, outbox.sibling(subject, channelId, 'down'), sources);
  }
  if (row.payload.event === 'down') {
    const recovery = outbox.sibling(subject, channelId, 'recovered');
    if (recovery?.status === 'pending') return planRecovery(recovery, row, sources);
    if (hasEnded(row, sources)) return { do: 'cancel', rows: [row] };
  }
  return planSending(row, sources);
}

function planRecovery(recovery: OutboxRow, down: OutboxRow | null, sources: DeliverySources): Delivery {
  const course = recoveryCourse(down, sources.nowMs);
  if (down === null || course === 'alone') return planSending(recovery, sources);
  if (course === 'void') return { do: 'cancel', rows: down.status === 'pending' ? [down, recovery] : [recovery] };
  return planSending(recovery, sources, down);
}

/** `unsent` is the down alert of which nobody has heard. */
function planSending(row: OutboxRow, { directory }: DeliverySources, unsent: OutboxRow | null = null): Delivery {
  const entry = directory.find(row.channelId);
  if (entry?.channel.enabled !== true) return { do: 'cancel', rows: [row] };
  const { channel, health } = entry;
  if (health.broken) return { do: 'fail', row, reason: `not sent, the channel is broken: ${health.lastError ?? ''}` };
  // The down alert has every reason; the recovery only the first.
  const payload = unsent === null ? row.payload : { ...row.payload, reasons: unsent.payload.reasons };
  const message = { subject: row.subject, payload, includesDown: unsent !== null, isTest: false };
  return { do: 'send', row, channel, message, merges: unsent?.status === 'pending' ? unsent : null };
}

/** The outage was over, without a recovery to be told, before its alert was sent: paused, deleted, or a delay. */
function hasEnded({ incidentId }: OutboxRow, { store }: DeliverySources): boolean {
  if (incidentId === null) return false;
  const incident = store.incidents.find(incidentId);
  return incident === null || incident.endedAt !== null;
}
