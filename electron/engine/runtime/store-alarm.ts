/**
 * Warns the user that nothing can be recorded: in the window while it lasts, and on the desktop once, because no alert
 * can be stored then. A nearly full disk takes some writes and refuses others; that is one problem, not many.
 */
import type { Clock, Logger, NativeNotifier } from '../ports.ts';
import { refusedBy } from '../store/store-error.ts';
import { say, type Wording } from '../wording/wording.ts';
import type { SystemStatus } from './system-status.ts';

/** Trouble that comes back sooner is the same one. */
const sameTroubleMs = 3_600_000;

export interface StoreAlarm {
  readonly failed: (error: unknown) => void;
  readonly works: () => void;
}

export interface StoreAlarmOptions {
  readonly status: Pick<SystemStatus, 'report'>;
  readonly nativeNotifier: NativeNotifier;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wording: Wording;
}

export function openStoreAlarm({ status, nativeNotifier, clock, logger, wording }: StoreAlarmOptions): StoreAlarm {
  /** Monotonic; the last failure that was reported, or that belongs to one that was. */
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
      const { reason } = refusedBy(error).error;
      const nowMs = clock.monotonic();
      status.report('store', { code: 'cannot-record', facts: { reason } });
      if (lastFailureAt === null || nowMs - lastFailureAt >= sameTroubleMs) notify(say(wording.errors, reason));
      lastFailureAt = nowMs;
    },
    works: () => {
      status.report('store', null);
    },
  };
}
