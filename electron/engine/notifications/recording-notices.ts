/**
 * That nothing can be recorded, and that it can be again, is sent through every enabled channel: it concerns all
 * monitors, and the computer may have nobody in front of it.
 */
import type { AlertConfig } from './alert-config.ts';
import type { RecordingNotification } from './payload.ts';
import { subjectText } from './subject.ts';
import type { NewAlert } from '../store/outbox-repository.ts';

export function recordingNotices(
  payload: RecordingNotification,
  alertConfig: AlertConfig,
  nowMs: number,
): readonly NewAlert[] {
  const subject = subjectText({ about: 'recording', since: payload.since });
  return alertConfig
    .channels()
    .filter(({ enabled }) => enabled)
    .map(({ id }) => ({ subject, incidentId: null, channelId: id, notBeforeMs: nowMs, payload }));
}
