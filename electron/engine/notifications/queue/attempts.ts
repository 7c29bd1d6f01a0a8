/**
 * One attempt at a time: a message is sent through the channel, and the outcome is recorded before the next one starts.
 * If the store rejects it, the outcome is kept in memory and recorded later; the message is not sent again for that
 * reason.
 */
import type { Clock, Logger } from '../../ports.ts';
import type { SendResult } from '../channels/channel.ts';
import type { SendToChannel } from '../channels/channel-sender.ts';
import type { Sending } from './delivery.ts';
import type { HealthEffects, HealthSources } from './health-change.ts';
import { writeOutcome, type Outcome, type OutcomeStore } from './outcome.ts';
import type { AlertRecord } from '../../store/outbox-repository.ts';

export interface AttemptsOptions extends HealthSources {
  readonly store: OutcomeStore;
  /** Of the back-off: 0 to 1. */
  readonly jitter: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Never throws. */
  readonly send: SendToChannel;
  readonly onAlert: (alert: AlertRecord) => void;
  /** After the commit. */
  readonly onHealth: (channelId: string, effects: HealthEffects) => void;
}

export interface Attempts {
  /**
   * @param onRequest see SendContext.
   * @returns the result; null: the channel was edited during the attempt, so the result says nothing about it.
   */
  readonly make: (sending: Sending, onRequest: () => void) => Promise<SendResult | null>;
  /** Records the outcome of the last attempt. Throws if the store rejects it. */
  readonly write: () => void;
  readonly isUnwritten: () => boolean;
  /** Aborts the attempt under way; nothing is recorded after this. */
  readonly abandon: () => void;
}

export function openAttempts(channelId: string, options: AttemptsOptions): Attempts {
  const { alertConfig, clock, logger } = options;
  const abort = new AbortController();
  let unwritten: Outcome | null = null;

  return {
    async make({ rows, channel, message }, onRequest) {
      const atMs = clock.now();
      const begin = clock.monotonic();
      const result = await options.send(channelId, message, { signal: abort.signal, onRequest });
      unwritten = { rows, channel, result, atMs, tookMs: Math.round(clock.monotonic() - begin) };
      const { outcome, answer } = result;
      logger.info('a message was sent through its channel', {
        channelId,
        alertIds: rows.map(({ id }) => id),
        outcome,
        answer,
      });
      return alertConfig.find(channelId)?.channel === channel ? result : null;
    },
    write() {
      if (unwritten === null || abort.signal.aborted) return;
      const { alerts, effects } = writeOutcome(unwritten, options);
      unwritten = null;
      if (effects !== null) options.onHealth(channelId, effects);
      for (const alert of alerts) options.onAlert(alert);
    },
    isUnwritten: () => unwritten !== null,
    abandon: () => abort.abort(),
  };
}
