/**
 * Queues the digests when they are due (digest-due.ts). The rows and the mark that the digest is settled are committed
 * together, and the outbox holds each digest once per channel, so neither a crash nor a clock change repeats one. While the store refuses writes, it waits.
 */
import type { DigestSchedule } from '../../../contract/model/alert.ts';
import { openAlarm } from '../../calendar/alarm.ts';
import { lastOccurrence } from '../../calendar/local-time.ts';
import type { Clock, Logger } from '../../ports.ts';
import type { Store } from '../../store/store.ts';
import type { AlertConfig } from '../alert-config.ts';
import { subjectText } from '../subject.ts';
import { collectDigest, type DigestSources, type Period } from './collect-digest.ts';
import { dueDigest } from './digest-due.ts';
import type { DigestNotification } from './digest-notification.ts';
import type { NewAlert } from '../../store/outbox-repository.ts';

export interface Digests {
  /** About the time since the last one was due, or the last week if none is scheduled. */
  readonly preview: () => Promise<DigestNotification>;
  /** Sends one now, besides those that are scheduled. */
  readonly send: (channels: readonly string[]) => Promise<void>;
  /** The schedule has changed. */
  readonly review: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

export interface DigestsOptions extends DigestSources {
  readonly store: DigestSources['store'] & Pick<Store, 'outbox' | 'settings' | 'transaction'>;
  readonly schedule: () => DigestSchedule | null;
  readonly alertConfig: Pick<AlertConfig, 'find'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
}

const retryMs = 60_000;
const weekMs = 7 * 86_400_000;

export function openDigests(options: DigestsOptions): Digests {
  const { store, schedule, clock, logger } = options;
  const alarm = openAlarm(clock, () => void review());
  let isRunning = false;
  let isReviewing = false;

  async function review(): Promise<void> {
    const planned = schedule();
    if (planned === null) alarm.clear();
    if (planned === null || !isRunning || isReviewing) return;
    isReviewing = true;
    try {
      arm(await settle(planned));
    } catch (error) {
      logger.error('a digest could not be queued; this is tried again', { error });
      arm(clock.now() + retryMs);
    } finally {
      isReviewing = false;
    }
  }

  function arm(atMs: number): void {
    if (isRunning) alarm.set(atMs);
  }

  /** @returns when to review next. */
  async function settle(planned: DigestSchedule): Promise<number> {
    const before = store.settings.digestAt();
    const { period, settledAt, nextAt } = dueDigest(planned, before, clock.now());
    const digest = period === null ? null : await collectDigest(period, options);
    // Meanwhile it may have been changed, turned off or stopped.
    if (!isRunning || schedule() !== planned) return clock.now();
    if (settledAt !== before) {
      store.transaction(() => {
        store.settings.setDigestAt(settledAt);
        if (digest !== null) queue(digest, planned.channels, settledAt);
      });
    }
    if (digest !== null) options.onAlerts();
    return nextAt;
  }

  /** @param atMs tells it from other digests. */
  function queue(digest: DigestNotification, channels: readonly string[], atMs: number): void {
    const nowMs = clock.now();
    const subject = subjectText({ about: 'digest', at: atMs });
    const rows = channels
      .filter((id) => options.alertConfig.find(id)?.channel.enabled === true)
      .map((channelId): NewAlert => {
        return { subject, incidentId: null, channelId, notBeforeMs: nowMs, payload: digest };
      });
    store.outbox.add(rows, nowMs);
  }

  function currentPeriod(): Period {
    const to = clock.now();
    const planned = schedule();
    return { from: planned === null ? to - weekMs : lastOccurrence(planned, to - 1), to };
  }

  return {
    preview: () => collectDigest(currentPeriod(), options),
    async send(channels) {
      const digest = await collectDigest(currentPeriod(), options);
      store.transaction(() => queue(digest, channels, digest.to));
      options.onAlerts();
    },
    review: () => void review(),
    start() {
      isRunning = true;
      void review();
    },
    stop() {
      isRunning = false;
      alarm.clear();
    },
  };
}
