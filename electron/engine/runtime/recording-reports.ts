/** Where the recording alarm reports to: a notice in the window, and all channels, or the desktop if none is enabled. */
import type { Notice } from '../../contract/notices.ts';
import type { StoreTrouble } from '../../contract/refusal.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { recordingNotices } from '../notifications/recording-notices.ts';
import type { Clock, Logger, NativeNotifier } from '../ports.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';
import {
  openRecordingAlarm,
  type RecordingAlarm,
  type RecordingRecovery,
  type RecordingTrouble,
} from '../recording/recording-alarm.ts';
import { say, type Wording } from '../wording/wording.ts';
import type { SystemStatus } from './system-status.ts';

interface RecordingReportsOptions {
  readonly store: Pick<JournaledStore, 'outbox'>;
  readonly alertConfig: AlertConfig;
  readonly status: Pick<SystemStatus, 'report'>;
  readonly nativeNotifier: NativeNotifier;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wording: Wording;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
}

export function openRecordingReports(options: RecordingReportsOptions): RecordingAlarm {
  const { store, alertConfig, status, clock } = options;
  return openRecordingAlarm({
    clock,
    onTrouble(trouble) {
      status.report('store', trouble === null ? null : cannotRecord(trouble.trouble));
    },
    notify(news) {
      const nowMs = clock.now();
      const alerts = recordingNotices(payloadOf(news), alertConfig, nowMs);
      if (alerts.length === 0) {
        if (!('until' in news)) showOnDesktop(news, options);
        return;
      }
      store.outbox.add(alerts, nowMs);
      options.onAlerts();
    },
  });
}

function payloadOf(news: RecordingTrouble | RecordingRecovery): Parameters<typeof recordingNotices>[0] {
  return 'until' in news
    ? { event: 'recording-resumed', ...news }
    : { event: 'recording-stopped', ...news, until: null, droppedChecks: 0 };
}

type CannotRecord = Extract<Notice, { readonly code: 'cannot-record' }>;

export function cannotRecord(trouble: StoreTrouble): CannotRecord {
  return { code: 'cannot-record', facts: { reason: { code: 'store', facts: { trouble } } } };
}

function showOnDesktop(
  trouble: RecordingTrouble,
  { nativeNotifier, logger, wording }: Pick<RecordingReportsOptions, 'nativeNotifier' | 'logger' | 'wording'>,
): void {
  const title = wording.notices.cannotRecord;
  const body = say(wording.systemNotices, cannotRecord(trouble.trouble));
  nativeNotifier
    .show({ tag: 'store', title, body, monitorId: null, presence: 'lasting' })
    .catch((error: unknown) => logger.warn('that nothing can be recorded could not be shown', { error }));
}
