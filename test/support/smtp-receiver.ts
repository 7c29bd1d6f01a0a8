/**
 * A real SMTP server: plain, STARTTLS or TLS, with or without a login, that keeps the mails it takes and refuses or
 * hangs where it is told to. Loopback, on a port of its own. Its certificate is made on the spot: a client that shall
 * trust it is given `certificate`.
 */
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { parseMail, type ParsedMail } from './received-mail.ts';

export interface ReceivedMail extends ParsedMail {
  /** The envelope's. */
  readonly from: string;
  readonly to: readonly string[];
  readonly encrypted: boolean;
  readonly username: string | null;
  readonly raw: string;
}

type SmtpStage = 'CONNECT' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA';

/** One stage at which the server says no (with its reply code) or, without a code, never answers. */
export interface SmtpTrouble {
  readonly at: SmtpStage;
  readonly code?: number;
  readonly message?: string;
  /** RCPT only: the recipients that it concerns; all where absent. */
  readonly recipients?: readonly string[];
}

export interface SmtpReceiverOptions {
  readonly security?: 'none' | 'starttls' | 'tls';
  /** A login is required, and this is the only one; without TLS it is taken in clear. */
  readonly auth?: { readonly username: string; readonly password: string };
  /** Lets a receiver come back where it was before. */
  readonly port?: number;
}

export interface SmtpReceiver {
  readonly host: string;
  readonly port: number;
  /** PEM; null for a plain server. */
  readonly certificate: string | null;
  /** Mails that were taken. */
  readonly received: readonly ReceivedMail[];
  /** Connections so far. */
  readonly connections: () => number;
  /** Cuts those that are open. */
  readonly cut: () => void;
  /** Resolves once none is open. */
  readonly whenUnconnected: () => Promise<void>;
  /** Null: none any more. */
  readonly trouble: (trouble: SmtpTrouble | null) => void;
  /** Resolves once a client has run into the trouble that is set now. */
  readonly whenTroubled: () => Promise<void>;
  /** Resolves once that many have been taken in all. */
  readonly waitFor: (count: number) => Promise<readonly ReceivedMail[]>;
  readonly close: () => Promise<void>;
}

type Callback = (error?: Error | null) => void;

export async function openSmtpReceiver(options: SmtpReceiverOptions = {}): Promise<SmtpReceiver> {
  const { security = 'none', auth } = options;
  const identity = security === 'none' ? null : await makeIdentity();
  const received: ReceivedMail[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let trouble: SmtpTrouble | null = null;
  let troubled = signal();
  let connections = 0;

  /** @returns true where the stage was answered with the trouble, or not at all. */
  function meetsTrouble(stage: SmtpStage, answer: Callback, recipient?: string): boolean {
    if (trouble?.at !== stage) return false;
    if (recipient !== undefined && trouble.recipients?.includes(recipient) === false) return false;
    const { code, message = 'refused by the test' } = trouble;
    troubled.give();
    if (code !== undefined) answer(Object.assign(new Error(message), { responseCode: code }));
    return true;
  }

  const server = new SMTPServer({
    ...transportOptions(security, identity),
    ...(auth === undefined ? { authOptional: true, disabledCommands: disabled(security, 'AUTH') } : {}),
    onConnect(_session, answer) {
      connections += 1;
      if (!meetsTrouble('CONNECT', answer)) answer();
    },
    onAuth(login, _session, answer) {
      if (meetsTrouble('AUTH', answer)) return;
      if (isRight(login, auth)) answer(null, { user: login.username });
      else answer(Object.assign(new Error('authentication failed'), { responseCode: 535 }));
    },
    onMailFrom(_address, _session, answer) {
      if (!meetsTrouble('MAIL', answer)) answer();
    },
    onRcptTo({ address }, _session, answer) {
      if (!meetsTrouble('RCPT', answer, address)) answer();
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (meetsTrouble('DATA', answer)) return;
        received.push(toMail(Buffer.concat(chunks).toString('utf8'), session));
        answer(null, `queued as ${String(received.length)}`);
        for (const { count, resolve } of waiting) if (received.length >= count) resolve();
        waiting = waiting.filter(({ count }) => received.length < count);
      });
    },
  });
  // Clients that distrust the certificate or hang up are what some tests are about.
  server.on('error', () => undefined);
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));

  return {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    certificate: identity?.cert ?? null,
    received,
    connections: () => connections,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async whenUnconnected() {
      while (sockets.size > 0)
        await new Promise<void>((resolve) =>
          sockets
            .values()
            .next()
            .value?.once('close', () => resolve()),
        );
    },
    trouble(next) {
      trouble = next;
      troubled = signal();
    },
    whenTroubled: () => troubled.given,
    async waitFor(count) {
      if (received.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return received;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

interface Identity {
  readonly cert: string;
  readonly key: string;
}

async function makeIdentity(): Promise<Identity> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert, key };
}

function transportOptions(security: 'none' | 'starttls' | 'tls', identity: Identity | null): SMTPServerOptions {
  return {
    ...(identity === null ? {} : identity),
    secure: security === 'tls',
    disabledCommands: disabled(security),
    allowInsecureAuth: security === 'none',
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1,
  };
}

function disabled(security: 'none' | 'starttls' | 'tls', ...more: readonly string[]): string[] {
  return security === 'none' ? ['STARTTLS', ...more] : [...more];
}

function isRight(login: SMTPServerAuthentication, auth: SmtpReceiverOptions['auth']): boolean {
  return login.username === auth?.username && login.password === auth?.password;
}

function toMail(raw: string, session: SMTPServerSession): ReceivedMail {
  const { mailFrom, rcptTo } = session.envelope;
  const user: unknown = session.user;
  return {
    ...parseMail(raw),
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    encrypted: session.secure,
    username: typeof user === 'string' ? user : null,
    raw,
  };
}
