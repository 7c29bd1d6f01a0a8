/** Previews a digest, and sends one on request. */
import { refusedFields } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { plainBody } from '../notifications/channels/plain-body.ts';
import { channelProblems } from '../notifications/digest/normalise-digest.ts';
import { describeMessage } from '../notifications/message.ts';
import { subjectText } from '../notifications/subject.ts';
import type { CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export function digestCalls({ alertConfig, clock, digests, speech, wording }: CallContext): Handlers['digest'] {
  return {
    async preview() {
      const payload = await digests.preview();
      const subject = subjectText({ about: 'digest', at: payload.to });
      const message = { subject, incidentId: null, payload, includesDown: false, parts: [] };
      const content = describeMessage(message, { nowMs: clock.now(), speech: { ...speech, wording } });
      return ok({ title: content.title, text: plainBody(content) });
    },
    async send({ channels }) {
      const problems = channelProblems(channels, alertConfig.channels());
      if (Object.keys(problems).length > 0) return refusedFields(problems);
      await digests.send(channels);
      return ok(null);
    },
  };
}
