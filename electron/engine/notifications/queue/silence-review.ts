/** Reports a channel that has accepted nothing for too long (silence.ts), while this computer is online. */
import type { AttemptsOptions } from './attempts.ts';
import { isDelivering, silentHealth } from './channel-health.ts';
import { writeHealth } from './health-change.ts';
import type { RowPicker } from './row-picker.ts';
import type { Silence } from './silence.ts';
import type { HealthRecord } from '../../store/channel-repository.ts';

interface SilenceReview {
  /** When to review it next, epoch ms; Infinity: there is nothing to report. */
  readonly at: (isPending: boolean) => number;
  /** Throws if the store rejects it. */
  readonly review: () => void;
}

export interface SilenceReviewOptions extends AttemptsOptions {
  /** While this computer is offline, silence says nothing about a channel. */
  readonly isOnline: () => boolean;
}

/** While this computer is offline, silence is reviewed again after this long. */
const offlinePauseMs = 60_000;

export function openSilenceReview(
  channelId: string,
  options: SilenceReviewOptions,
  { silence, picker }: { readonly silence: Silence; readonly picker: RowPicker },
): SilenceReview {
  const { store, alertConfig, clock } = options;

  /** Null: it is disabled, or its trouble has been reported. */
  function unreportedHealth(): HealthRecord | null {
    const entry = alertConfig.find(channelId);
    return entry?.channel.enabled === true && isDelivering(entry.health) ? entry.health : null;
  }

  return {
    at(isPending) {
      const health = unreportedHealth();
      if (health === null || (!isPending && health.refusals === 0)) return Infinity;
      const leftMs = silence.leftMs();
      return clock.now() + (leftMs > 0 ? leftMs : offlinePauseMs);
    },
    review() {
      const before = unreportedHealth();
      if (before === null || silence.leftMs() > 0 || !options.isOnline()) return;
      const row = picker.retrying();
      if (row === null && before.refusals === 0) return;
      const after = silentHealth(before, { isRetrying: row !== null });
      const change = { channelId, before, after, row, nowMs: clock.now() };
      const effects = store.transaction(() => writeHealth(change, options));
      options.onHealth(channelId, effects);
    },
  };
}
