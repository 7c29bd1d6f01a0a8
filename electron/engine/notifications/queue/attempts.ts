/**
 * One attempt at a time: a message is sent through the channel, and its outcome is written before the next one starts.
 * If the disk refuses, the outcome is kept in memory and written later; the message is never sent again for that reason.
 */
import type { Clock, Logger } from '../../ports.ts';
import type { AlertRecord, HealthRecord, Store } from '../../store/store.ts';
import type { AlertConfig } from '../alert-config.ts';
import type { Message, SendResult } from '../channels/channel.ts';
import type { Sending } from './delivery.ts';
import { writeOutcome, type Outcome } from './outcome.ts';

export interface AttemptsOptions {
  readonly store: Store;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Never throws. */
  readonly send: (channelId: string, message: Message, signal: AbortSignal) => Promise<SendResult>;
  readonly onAlert: (alert: AlertRecord) => void;
  readonly onHealth: (channelId: string, health: HealthRecord) => void;
  /** Rows were added for other channels. */
  readonly onNotices: () => void;
}

export interface Attempts {
  /** @returns what the other side said; null: the channel was edited meanwhile, and that is no longer about it. */
  readonly make: (sending: Sending) => Promise<SendResult | null>;
  /** Writes what came of the last attempt. Throws where the store refuses. */
  readonly write: () => void;
  readonly isUnwritten: () => boolean;
  /** Ends the attempt under way; nothing is written any more. */
  readonly abandon: () => void;
}

export function openAttempts(channelId: string, options: AttemptsOptions): Attempts {
  const { store, alertConfig, clock, logger } = options;
  const abort = new AbortController();
  let unwritten: Outcome | null = null;

  return {
    async make({ rows, channel, message }) {
      const atMs = clock.now();
      const begin = clock.monotonic();
      const result = await options.send(channelId, message, abort.signal);
      unwritten = { rows, channel, result, atMs, tookMs: Math.round(clock.monotonic() - begin) };
      const { outcome, answer } = result;
      logger.info('an alert was handed to its channel', {
        channelId,
        alertIds: rows.map(({ id }) => id),
        outcome,
        answer,
      });
      return alertConfig.find(channelId)?.channel === channel ? result : null;
    },
    write() {
      if (unwritten === null || abort.signal.aborted) return;
      const { alerts, health, notices } = writeOutcome(unwritten, store, alertConfig);
      unwritten = null;
      if (health !== null) options.onHealth(channelId, health);
      for (const alert of alerts) options.onAlert(alert);
      if (notices > 0) options.onNotices();
    },
    isUnwritten: () => unwritten !== null,
    abandon: () => abort.abort(),
  };
}
