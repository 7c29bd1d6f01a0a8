/** The alert that previews show: an outage that never was. */
import { subjectText } from './subject.ts';
import type { Message } from './channels/channel.ts';
import type { MessageMoment } from './message.ts';

const incidentId = 12;
const agoMs = 75_000;
const recheckMs = 10_000;

export function exampleMessage({ nowMs, speech }: MessageMoment): Message {
  const { monitor } = speech.wording.notifications.example;
  const startedAt = nowMs - agoMs;
  return {
    subject: subjectText({ about: 'incident', id: incidentId }),
    incidentId,
    payload: {
      event: 'down',
      monitorId: 'shop-api',
      monitorName: monitor,
      severity: 'critical',
      target: 'https://shop.example.com/health',
      startedAt,
      endedAt: null,
      detectedAt: startedAt,
      confirmedAt: startedAt + recheckMs,
      reasons: [{ code: 'failure', facts: { code: 'connection-refused', facts: { peer: '192.0.2.10:443' } } }],
    },
    includesDown: false,
    parts: [],
  };
}
