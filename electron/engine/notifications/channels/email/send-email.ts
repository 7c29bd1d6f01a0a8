/**
 * E-mail by SMTP, with one connection per mail. `starttls` is required, never opportunistic: a server (or an attacker in
 * between) that does not offer it gets neither password nor mail. A permanent response (5xx) to the login, the sender or
 * the recipients breaks the channel; one to the mail itself rejects only that mail; everything else is retried. A mail
 * that some recipients accepted is not sent again; the result names the others.
 */
import type { NodemailerError, SMTPSentMessageInfo, SMTPTransportOptions } from 'nodemailer';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import { said, type DeliveryAnswer } from '../../../../contract/delivery-answer.ts';
import type { ChannelRoom, Clear, Message, RoomContext, SendResult } from '../channel.ts';
import { troubleOf } from '../connection-error.ts';
import { emailMessage } from './email-message.ts';

type EmailChannel = Clear<ChannelOf<'email'>>;

export const email: ChannelRoom<'email'> = {
  deadlineMs: 30_000,
  // Mail services commonly accept 20 to 30 mails a minute from one sender before they defer.
  pace: { everyMs: 2_000, burst: 10 },
  async send(channel, message, context) {
    try {
      const info = await deliver(channel, message, context);
      return { outcome: 'accepted', answer: acceptance(info, context) };
    } catch (error) {
      return resultOfError(error, context);
    }
  },
};

async function deliver(
  channel: EmailChannel,
  message: Message,
  { clock, signal, speech }: RoomContext,
): Promise<SMTPSentMessageInfo> {
  // Loaded with the first mail because it is large.
  const { createTransport } = await import('nodemailer');
  const nowMs = clock.now();
  const { subject, messageId, inReplyTo, text, html } = emailMessage(message, channel, { nowMs, speech });
  return createTransport(transportOptions(channel.smtp)).sendMail({
    from: channel.from,
    to: [...channel.to],
    subject,
    messageId,
    ...(inReplyTo === null ? {} : { inReplyTo, references: inReplyTo }),
    date: new Date(nowMs),
    text,
    html,
    // RFC 3834, and the header of Exchange: no out-of-office replies.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    xMailer: false,
    signal,
  });
}

function transportOptions({ host, port, security, username, password }: EmailChannel['smtp']): SMTPTransportOptions {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === null ? {} : { auth: { user: username, pass: password ?? '' } }),
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
    socketCloseTimeout: 1_000,
    maxResponseSize: 65_536,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function acceptance(
  { response, rejected, rejectedErrors }: SMTPSentMessageInfo,
  { answerOf }: Pick<RoomContext, 'answerOf'>,
): DeliveryAnswer {
  const text = answerOf(response);
  if (rejected.length === 0) return said(text);
  const why = rejectedErrors?.[0]?.response;
  return {
    code: 'partly-accepted',
    facts: { text, rejected: answerOf(rejected.join(', ')), why: why === undefined ? null : answerOf(why) },
  };
}

function resultOfError(error: unknown, { answerOf }: RoomContext): SendResult {
  const { response, command = '', code, permanent }: Partial<NodemailerError> = error instanceof Error ? error : {};
  const trouble = response === undefined ? troubleOf(error, answerOf) : said(answerOf(response));
  const answer: DeliveryAnswer =
    command === 'STARTTLS' ? { code: 'starttls-failed', facts: { answer: trouble } } : trouble;
  const isWrongAtOnce = permanent === undefined && (code === 'EAUTH' || code === 'EENVELOPE');
  if (permanent !== true && !isWrongAtOnce) return { outcome: 'retry', answer };
  if (command === 'DATA') return { outcome: 'refused', answer, onlyThis: true };
  const isAboutChannel = isWrongAtOnce || /^(?:AUTH|MAIL FROM|RCPT TO)/u.test(command);
  return isAboutChannel ? { outcome: 'refused', answer } : { outcome: 'retry', answer };
}
