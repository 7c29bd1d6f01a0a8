/**
 * Slack's incoming webhooks, and servers that speak like them. `200 ok` is taken; 403, 404 and 410 say that the webhook
 * is gone or forbidden (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks); 400 and 413 say that
 * this message is not wanted; 429 names the time to wait.
 */
import type { ChannelRoom } from '../channel.ts';
import { judgeReply, sendHttp } from '../http-send.ts';
import { slackMessage } from './slack-message.ts';

export const slack: ChannelRoom<'slack'> = {
  deadlineMs: 10_000,
  async send({ webhookUrl }, message, context) {
    const { clock, speech } = context;
    const body = JSON.stringify(slackMessage(message, { nowMs: clock.now(), speech }));
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const reply = await sendHttp({ url: webhookUrl, headers, body }, context);
    const result = judgeReply(reply, context);
    if (result.outcome !== 'accepted' || isConsent(reply.text)) return result;
    // Sending it again would be answered the same way, and might have been taken for all we know.
    const text = context.answerOf(`${String(reply.status)} ${reply.text}`);
    return { outcome: 'refused', answer: { code: 'unexpected-response', facts: { text } } };
  },
};

/** Slack and Mattermost say `ok`; others that take Slack's form say nothing, or say it in JSON. */
function isConsent(text: string): boolean {
  return /^\s*(?:ok)?\s*$/iu.test(text) || /^\s*\{.{0,200}"(?:ok|success)"\s*:\s*true\b/isu.test(text);
}
