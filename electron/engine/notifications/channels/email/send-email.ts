/**
 * E-mail by SMTP. `starttls` is required, never opportunistic: a server (or an attacker in
 * between) that does not offer it gets neither password nor mail. A permanent response (5xx) to the login, the sender or
 * all recipients breaks the channel; one to the mail itself rejects only that mail; everything else is retried, such as a
 * certificate that is not trusted or a server that refuses the connection: recipients.ts decides about single recipients.
 */
import type { NodemailerError, SMTPSentMessageInfo } from 'nodemailer';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import { said, type DeliveryAnswer } from '../../../../contract/delivery-answer.ts';
import { bareAddressOf, mailboxOf, type Mailbox } from '../../../fields/text-formats.ts';
import type { ChannelRoom, Clear, Message, RoomContext, SendResult } from '../channel.ts';
import { troubleOf } from '../connection-error.ts';
import { messageMoment } from '../message-moment.ts';
import { emailMessage } from './email-message.ts';
import { mailAdvice } from './mail-advice.ts';
import { openMailConnections } from './mail-connections.ts';
import { noneSettled, resultOfRecipients, type RejectedRecipient } from './recipients.ts';

type EmailChannel = Clear<ChannelOf<'email'>>;
type SentInfo = Pick<SMTPSentMessageInfo, 'response' | 'accepted' | 'rejectedErrors'>;

/** Longer than the pace of the channel, and shorter than any server waits. */
const connections = openMailConnections(10_000);

export const email: ChannelRoom<'email'> = {
  deadlineMs: 30_000,
  // Mail services commonly accept 20 to 30 mails a minute from one sender before they defer.
  pace: { everyMs: 3_000, burst: 10 },
  async send(channel, message, context) {
    const { settled = noneSettled } = message;
    const asked = channel.to.map(mailboxOf).filter(({ address }) => !isSettled(address, message));
    // The others were removed from the channel meanwhile.
    if (asked.length === 0) return resultOfInfo({ response: '', accepted: [] }, { settled, context });
    try {
      return resultOfInfo(await deliver(channel, { message, asked }, context), { settled, context });
    } catch (error) {
      const { rejectedErrors }: Partial<NodemailerError> = error instanceof Error ? error : {};
      if (rejectedErrors === undefined || rejectedErrors.length === 0) return resultOfError(error, channel, context);
      return resultOfInfo({ response: '', accepted: [], rejectedErrors }, { settled, context });
    }
  },
};

function isSettled(address: string, { settled = noneSettled }: Message): boolean {
  const key = address.toLowerCase();
  return settled.accepted.includes(key) || settled.refused.includes(key);
}

interface Mail {
  readonly message: Message;
  /** The recipients of the envelope; the header names all. */
  readonly asked: readonly Mailbox[];
}

async function deliver(
  channel: EmailChannel,
  { message, asked }: Mail,
  context: RoomContext,
): Promise<SMTPSentMessageInfo> {
  const connection = await connections(channel.smtp, context.lookup);
  const moment = messageMoment(context);
  const { subject, messageId, inReplyTo, text, html } = emailMessage(message, channel, moment);
  // As objects: a parser of addresses would drop parts of names.
  const from = mailboxOf(channel.from);
  return connection.send({
    from,
    to: channel.to.map(mailboxOf),
    ...(channel.replyTo === null ? {} : { replyTo: mailboxOf(channel.replyTo) }),
    envelope: { from: from.address, to: asked.map(({ address }) => address) },
    subject,
    messageId,
    ...(inReplyTo === null ? {} : { inReplyTo, references: inReplyTo }),
    date: new Date(moment.nowMs),
    text,
    html,
    // RFC 3834, and the header of Exchange: no out-of-office replies.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    xMailer: false,
    signal: context.signal,
  });
}

function resultOfInfo(
  { response, accepted, rejectedErrors = [] }: SentInfo,
  { settled, context: { answerOf } }: { readonly settled: typeof noneSettled; readonly context: RoomContext },
): SendResult {
  return resultOfRecipients({
    earlier: settled,
    accepted: accepted.map((recipient) => bareAddressOf(addressOf(recipient))),
    rejected: rejectedErrors.map((error) => rejectionOf(error, answerOf)),
    text: answerOf(response),
  });
}

function addressOf(recipient: string | { readonly address: string }): string {
  return typeof recipient === 'string' ? recipient : recipient.address;
}

function rejectionOf(
  { recipient = '', responseCode = 0, response = '' }: Partial<NodemailerError>,
  answerOf: RoomContext['answerOf'],
): RejectedRecipient {
  return { address: recipient.toLowerCase(), code: responseCode, response: answerOf(response) };
}

function resultOfError(error: unknown, { smtp }: EmailChannel, { answerOf }: RoomContext): SendResult {
  const failure: Failure = error instanceof Error ? error : {};
  const answer = answerTo(error, smtp, answerOf);
  if (!isFinal(failure)) return { outcome: 'retry', answer };
  return isAboutMail(failure) ? { outcome: 'refused', answer, onlyThis: true } : { outcome: 'refused', answer };
}

type Failure = Partial<NodemailerError> & { readonly timeoutType?: string };

function answerTo(error: unknown, smtp: EmailChannel['smtp'], answerOf: RoomContext['answerOf']): DeliveryAnswer {
  const failure: Failure = error instanceof Error ? error : {};
  const { response, command } = failure;
  const answer = response === undefined ? troubleOf(error, answerOf) : said(answerOf(response));
  const connectionError = answer.code === 'connection-failed' ? answer.facts.error : null;
  if (connectionError !== null && untrusted.has(connectionError)) {
    return { code: 'untrusted-certificate', facts: { error: connectionError } };
  }
  if (command === 'STARTTLS') return { code: 'starttls-failed', facts: { answer } };
  const advice = mailAdvice({ ...failure, code: failure.code, connectionError }, smtp);
  return advice === null ? answer : { code: 'mail-settings', facts: { advice, answer } };
}

/** Nobody vouches for it. */
const untrusted: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** What answers before the login may be another network: that of a hotel, say, or one that this server does not serve. */
const ofServer = /^(?:AUTH|MAIL|RCPT|DATA)/u;

/** Errors without a response are about the network, except for a login or an envelope that cannot even be sent. */
function isFinal({ permanent, code, command = '' }: Failure): boolean {
  if (permanent === undefined) return code === 'EAUTH' || code === 'EENVELOPE';
  return permanent && ofServer.test(command);
}

/** 552 to the sender: the mail is too large. */
function isAboutMail({ command = '', responseCode }: Partial<NodemailerError>): boolean {
  return command === 'DATA' || (command.startsWith('MAIL') && responseCode === 552);
}
