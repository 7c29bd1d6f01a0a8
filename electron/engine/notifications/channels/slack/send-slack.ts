/**
 * Slack's incoming webhooks, and servers that speak like them. `200 ok` is taken; 403, 404 and 410 say that the webhook
 * is gone or forbidden (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks); 400 and 413 say that
 * this message is not wanted; 429 names the time to wait. Redirects are not followed: a webhook never moves, and the URL
 * is a secret. Nothing of the URL but its host comes back in an answer.
 */
import { Agent, request } from 'undici';
import type { SlackChannel } from '../../../../contract/model/alert.ts';
import type { Message, SendContext, SendResult } from '../channel.ts';
import { oneLine } from '../../../../contract/plain-text.ts';
import { slackMessage } from './slack-message.ts';
import { withDeadline } from '../send-deadline.ts';
import { retryAfterMs } from '../retry-after.ts';
import { describeTrouble } from '../connection-error.ts';

const deadlineMs = 10_000;
const answerBytes = 4096;
const answerLength = 300;

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

export async function sendSlack(channel: SlackChannel, message: Message, context: SendContext): Promise<SendResult> {
  const { webhookUrl } = channel;
  if (typeof webhookUrl !== 'string') return { outcome: 'refused', answer: 'the webhook URL is not known' };
  const nowMs = context.clock.now();
  const body = JSON.stringify(slackMessage(message, { nowMs }));
  return withDeadline(context, deadlineMs, async ({ signal, hasPassed }) => {
    try {
      return judge(withoutUrl(await post(webhookUrl, body, signal), webhookUrl), nowMs);
    } catch (error) {
      const trouble = hasPassed() ? 'no answer within 10 s' : describeTrouble(error);
      return { outcome: 'retry', answer: oneLine(redact(trouble, webhookUrl), answerLength) };
    }
  });
}

/** A connection of its own: alerts are rare, and one that was kept would often turn out to be closed. */
async function post(url: string, body: string, signal: AbortSignal): Promise<Answer> {
  const dispatcher = new Agent({ maxHeaderSize: 16_384 });
  try {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Vigilmon' };
    const response = await request(url, { method: 'POST', headers, body, signal, dispatcher });
    const retryAfter = response.headers['retry-after'];
    return {
      status: response.statusCode,
      text: await readCapped(response.body),
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
    };
  } finally {
    await dispatcher.destroy();
  }
}

/** The rest is left unread; destroying the dispatcher closes the connection. */
async function readCapped(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= answerBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, answerBytes).toString('utf8');
}

function judge({ status, text, retryAfter }: Answer, nowMs: number): SendResult {
  const answer = oneLine(`${String(status)} ${text}`, answerLength);
  if (status >= 200 && status < 300) {
    if (isConsent(text)) return { outcome: 'accepted', answer };
    // Sending it again would be answered the same way, and might have been taken for all we know.
    return { outcome: 'refused', answer: oneLine(`not the answer of a Slack webhook: ${answer}`, answerLength) };
  }
  if (status >= 300 && status < 400) {
    return {
      outcome: 'refused',
      answer: `${String(status)} redirect, which is not followed: this is not a webhook's URL`,
    };
  }
  if (status === 403 || status === 404 || status === 410) return { outcome: 'refused', answer };
  if (status === 400 || status === 413) return { outcome: 'refused', answer, onlyThis: true };
  return { outcome: 'retry', answer, retryAfterMs: retryAfterMs(retryAfter, nowMs) };
}

/** Slack and Mattermost say `ok`; others that take Slack's form say nothing, or say it in JSON. */
function isConsent(text: string): boolean {
  return /^\s*(?:ok)?\s*$/iu.test(text) || /^\s*\{.{0,200}"(?:ok|success)"\s*:\s*true\b/isu.test(text);
}

function withoutUrl(answer: Answer, url: string): Answer {
  return { ...answer, text: redact(answer.text, url) };
}

/** The whole URL, its path, and the last part of it, which is the secret. */
function redact(text: string, url: string): string {
  const { pathname, search } = new URL(url);
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  const parts = [url, `${pathname}${search}`, pathname, last].filter((part) => part.length >= 8);
  return parts.reduce((clean, part) => clean.replaceAll(part, '[webhook]'), text);
}
