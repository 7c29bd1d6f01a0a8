/**
 * Slack's incoming webhooks, and servers with the same interface. `200 ok` is a success; 403, 404 and 410 mean that the
 * webhook is gone or forbidden (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks); 400 and 413
 * reject this message; 429 says how long to wait.
 */
import type { ChannelRoom } from '../channel.ts';
import { sendResultOf, sendHttp } from '../http-send.ts';
import { messageMoment } from '../message-moment.ts';
import { slackMessage } from './slack-message.ts';

export const slack: ChannelRoom<'slack'> = {
  deadlineMs: 10_000,
  // One message a second per webhook: https://docs.slack.dev/apis/web-api/rate-limits
  pace: { everyMs: 1_000, burst: 1 },
  async send({ webhookUrl }, message, context) {
    const body = JSON.stringify(slackMessage(message, messageMoment(context)));
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const reply = await sendHttp({ url: webhookUrl, headers, body }, context);
    const result = sendResultOf(reply, context);
    if (result.outcome !== 'accepted' || isConsent(reply.text)) return result;
    // A retry would get the same response, and the message may have been accepted.
    const text = context.answerOf(`${String(reply.status)} ${reply.text}`);
    return { outcome: 'refused', answer: { code: 'unexpected-response', facts: { text } } };
  },
};

/** Slack and Mattermost respond `ok`; other servers with Slack's format respond with nothing, or with JSON. */
function isConsent(text: string): boolean {
  return /^\s*(?:ok)?\s*$/iu.test(text) || /^\s*\{.{0,200}"(?:ok|success)"\s*:\s*true\b/isu.test(text);
}
