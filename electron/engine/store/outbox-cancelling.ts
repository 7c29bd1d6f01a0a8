/** Cancelling pending rows of the outbox whose message has become pointless, and reviving them. */
import { byWaiting, isWaiting } from './outbox-waiting.ts';
import type { Connection } from './sqlite.ts';
import type { NewAlert, OutboxRepository } from './outbox-repository.ts';

/** For repositories whose deletions make a pending message pointless. */
export interface CancellableOutbox {
  cancelOfMonitor(key: number): void;
  cancelOfChannel(channelId: string): void;
}

interface CancellingOutbox
  extends CancellableOutbox, Pick<OutboxRepository, 'cancelForMute' | 'cancelForAcknowledged'> {
  /** Makes cancelled rows pending again. @returns how many. */
  revive(alert: NewAlert): number;
}

const cancel = `UPDATE outbox ${byWaiting} SET status = 'cancelled', next_attempt_at = NULL WHERE ${isWaiting}`;

export function cancellingOutbox(connection: Connection): CancellingOutbox {
  const cancelOfMonitor = connection.prepare<[number]>(
    `${cancel} AND monitor_id = (SELECT id FROM monitors WHERE key = ?)`,
  );
  const cancelOfChannel = connection.prepare<[string]>(`${cancel} AND channel_id = ?`);
  const cancelForMute = connection.prepare<[string], { readonly id: number }>(
    `${cancel} AND monitor_id = ? AND event NOT IN ('recovered', 'flapping', 'steady') RETURNING id`,
  );
  const cancelForAcknowledged = connection.prepare<[number, number], { readonly id: number }>(
    `${cancel} AND incident = ? AND event <> 'recovered' AND next_attempt_at > ?
       AND NOT EXISTS (SELECT 1 FROM outbox_attempts WHERE alert = outbox.id) RETURNING id`,
  );
  const revive = connection.prepare<[number, string, string, string]>(
    `UPDATE outbox SET status = 'pending', next_attempt_at = ?
     WHERE subject = ? AND channel_id = ? AND event = ? AND status = 'cancelled'`,
  );
  return {
    cancelOfMonitor(key) {
      cancelOfMonitor.run(key);
    },
    cancelOfChannel(channelId) {
      cancelOfChannel.run(channelId);
    },
    cancelForMute: (monitorId) => cancelForMute.all(monitorId).map(({ id }) => id),
    cancelForAcknowledged: (incidentId, atMs) => cancelForAcknowledged.all(incidentId, atMs).map(({ id }) => id),
    revive: ({ notBeforeMs, subject, channelId, payload }) =>
      revive.run(notBeforeMs, subject, channelId, payload.event).changes,
  };
}
