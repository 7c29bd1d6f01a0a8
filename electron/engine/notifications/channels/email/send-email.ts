/**
 * E-mail by SMTP, over a connection of its own for each mail. `starttls` is required, never opportunistic: a server (or
 * somebody between) that does not offer it gets neither password nor mail. A permanent answer (5xx) to the login, the
 * sender or the recipients breaks the channel; one to the mail itself refuses only that mail; everything else is tried
 * again. A mail that some recipients got is not sent again, for their sake; the answer names those who did not.
 */
import type { NodemailerError, SMTPSentMessageInfo, SMTPTransportOptions } from 'nodemailer';
import type { EmailChannel, SmtpSettings } from '../../../../contract/model/alert.ts';
import type { Message, SendContext, SendResult } from '../channel.ts';
import { emailMessage } from './email-message.ts';
import { oneLine } from '../../../../contract/plain-text.ts';
import { withDeadline } from '../send-deadline.ts';
import { describeTrouble } from '../connection-error.ts';

const deadlineMs = 30_000;
const answerLength = 300;

export async function sendEmail(channel: EmailChannel, message: Message, context: SendContext): Promise<SendResult> {
  const { password } = channel.smtp;
  if (password !== null && typeof password !== 'string') {
    return { outcome: 'refused', answer: 'the password of the mail server is not known: enter it again' };
  }
  const answerOf = (text: string): string => oneLine(withoutSecret(text, password), answerLength);
  return withDeadline(context, deadlineMs, async ({ signal, hasPassed }) => {
    try {
      const info = await deliver(channel, message, { nowMs: context.clock.now(), signal });
      return { outcome: 'accepted', answer: answerOf(acceptance(info)) };
    } catch (error) {
      if (hasPassed()) return { outcome: 'retry', answer: 'the mail server did not finish within 30 s' };
      return judge(error, answerOf);
    }
  });
}

async function deliver(
  channel: EmailChannel,
  message: Message,
  { nowMs, signal }: { readonly nowMs: number; readonly signal: AbortSignal },
): Promise<SMTPSentMessageInfo> {
  // Loaded with the first mail, since it is large.
  const { createTransport } = await import('nodemailer');
  const { subject, messageId, inReplyTo, text, html } = emailMessage(message, channel, { nowMs });
  return createTransport(transportOptions(channel.smtp)).sendMail({
    from: channel.from,
    to: [...channel.to],
    subject,
    messageId,
    ...(inReplyTo === null ? {} : { inReplyTo, references: inReplyTo }),
    date: new Date(nowMs),
    text,
    html,
    // RFC 3834, and Exchange's own header: out-of-office replies are not wanted.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    xMailer: false,
    signal,
  });
}

function transportOptions({ host, port, security, username, password }: SmtpSettings): SMTPTransportOptions {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === null ? {} : { auth: { user: username, pass: typeof password === 'string' ? password : '' } }),
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

function acceptance({ response, rejected, rejectedErrors }: SMTPSentMessageInfo): string {
  if (rejected.length === 0) return response;
  const why = rejectedErrors?.[0]?.response;
  return `${response}; not taken for ${rejected.join(', ')}${why === undefined ? '' : ` (${why})`}`;
}

function judge(error: unknown, answerOf: (text: string) => string): SendResult {
  const { response, command = '', code, permanent }: Partial<NodemailerError> = error instanceof Error ? error : {};
  const words = response ?? describeTrouble(error);
  const answer = answerOf(command === 'STARTTLS' ? `no encryption by STARTTLS: ${words}` : words);
  const isWrongAtOnce = permanent === undefined && (code === 'EAUTH' || code === 'EENVELOPE');
  if (permanent !== true && !isWrongAtOnce) return { outcome: 'retry', answer };
  if (command === 'DATA') return { outcome: 'refused', answer, onlyThis: true };
  const isAboutChannel = isWrongAtOnce || /^(?:AUTH|MAIL FROM|RCPT TO)/u.test(command);
  return isAboutChannel ? { outcome: 'refused', answer } : { outcome: 'retry', answer };
}

function withoutSecret(text: string, password: SmtpSettings['password']): string {
  return typeof password === 'string' && password.length >= 4 ? text.replaceAll(password, '[password]') : text;
}
