/**
 * Tells the user that nothing can be recorded: as a warning while it is so, and on the desktop once, since no alert can
 * be written down then. A disk that is nearly full takes some writes and refuses others; that is one trouble, not many.
 */
import type { Clock, Logger, NativeNotifier } from '../ports.ts';
import type { Wording } from '../wording/wording.ts';
import type { SystemStatus } from './system-status.ts';

/** Trouble that comes back sooner is the same one. */
const sameTroubleMs = 3_600_000;

export interface StoreAlarm {
  readonly failed: (error: unknown) => void;
  readonly works: () => void;
}

export interface StoreAlarmOptions {
  readonly status: Pick<SystemStatus, 'warn'>;
  readonly nativeNotifier: NativeNotifier;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wording: Wording;
}

export function openStoreAlarm({ status, nativeNotifier, clock, logger, wording }: StoreAlarmOptions): StoreAlarm {
  /** Monotonic; of the last failure that was told or that belongs to one that was. */
  let lastFailureAt: number | null = null;

  function notify(body: string): void {
    const title = wording.notices.cannotRecord;
    const notice = { tag: 'store', title, body, monitorId: null, presence: 'lasting' } as const;
    nativeNotifier.show(notice).catch((error: unknown) => {
      logger.warn('that nothing can be recorded could not be shown', { error });
    });
  }

  return {
    failed(error) {
      const message = error instanceof Error ? error.message : String(error);
      const nowMs = clock.monotonic();
      status.warn('store', message);
      if (lastFailureAt === null || nowMs - lastFailureAt >= sameTroubleMs) notify(message);
      lastFailureAt = nowMs;
    },
    works: () => {
      status.warn('store', null);
    },
  };
}
