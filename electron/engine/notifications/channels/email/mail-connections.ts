/**
 * Connections to mail servers. The mails of a burst share one, which stays open for a moment after each mail. One that
 * broke while idle is replaced, and the mail goes through the new one; a mail that was sent in part is never sent again
 * here. An idle connection does not keep the program running.
 */
import type { LookupFunction, Socket } from 'node:net';
import type {
  createTransport as CreateTransport,
  SendMailOptions,
  SMTPPoolOptions,
  SMTPPoolSentMessageInfo,
} from 'nodemailer';
import type { ChannelOf } from '../../../../contract/channels/registry.ts';
import { contextFor, defaultTrust } from '../../../transport/trust.ts';
import type { Clear } from '../channel.ts';
import { heloName } from './helo-name.ts';
import { smtpSocket } from './smtp-socket.ts';

type SmtpOfChannel = Clear<ChannelOf<'email'>>['smtp'];

interface MailConnection {
  readonly send: (mail: SendMailOptions) => Promise<SMTPPoolSentMessageInfo>;
}

/** @returns the same for the same settings: an edited channel has others. */
type MailConnections = (smtp: SmtpOfChannel, lookup: LookupFunction) => Promise<MailConnection>;

export function openMailConnections(idleMs: number): MailConnections {
  const opened = new WeakMap<SmtpOfChannel, MailConnection>();
  return async (smtp, lookup) => {
    // Loaded with the first mail because it is large.
    const { createTransport } = await import('nodemailer');
    const connection = opened.get(smtp) ?? openConnection(createTransport, { smtp, lookup, idleMs });
    opened.set(smtp, connection);
    return connection;
  };
}

interface ConnectionOptions {
  readonly smtp: SmtpOfChannel;
  readonly lookup: LookupFunction;
  readonly idleMs: number;
}

function openConnection(
  createTransport: typeof CreateTransport,
  { smtp, lookup, idleMs }: ConnectionOptions,
): MailConnection {
  let socket: Socket | null = null;
  let underWay = 0;
  const connect = smtpSocket(lookup, (connected) => {
    socket = connected;
  });
  const transport = createTransport({
    ...serverOptions(smtp),
    getSocket: connect,
    pool: true,
    maxConnections: 1,
    maxMessages: Infinity,
    maxRequeues: 1,
    idleTimeout: idleMs,
  });
  return {
    async send(mail) {
      underWay += 1;
      socket?.ref();
      try {
        return await transport.sendMail(mail);
      } finally {
        underWay -= 1;
        if (underWay === 0) socket?.unref();
      }
    },
  };
}

function serverOptions(smtp: SmtpOfChannel): SMTPPoolOptions {
  const { host, port, security, username, password, trustedCertificates } = smtp;
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    name: smtp.heloName ?? heloName(),
    ...(trustedCertificates === null
      ? {}
      : { tls: { secureContext: contextFor(defaultTrust([trustedCertificates])) } }),
    ...(username === null ? {} : { auth: { user: username, pass: password ?? '' } }),
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
    socketCloseTimeout: 1_000,
    maxResponseSize: 65_536,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
