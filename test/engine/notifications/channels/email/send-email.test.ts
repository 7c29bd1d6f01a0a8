import { lookup } from 'node:dns';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createServer, type AddressInfo, type LookupFunction } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { said, type DeliveryAnswer, type MailAdvice } from '../../../../../electron/contract/delivery-answer.ts';
import type { ChannelOf } from '../../../../../electron/contract/channels/registry.ts';
import type { SmtpSettings } from '../../../../../electron/contract/channels/email.ts';
import type { Message, SendResult } from '../../../../../electron/engine/notifications/channels/channel.ts';
import { sendThrough } from '../../../../../electron/engine/notifications/channels/send-through.ts';
import { manualClock } from '../../../../support/manual-clock.ts';
import {
  openSmtpReceiver,
  type SmtpReceiver,
  type SmtpReceiverOptions,
  type SmtpTrouble,
} from '../../../../support/smtp-receiver.ts';
import { down, emailChannel, recovered, speech } from '../../samples.ts';
import { answerInEnglish, prose } from '../../../../support/in-english.ts';

const clock = manualClock();
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(options: SmtpReceiverOptions = {}): Promise<SmtpReceiver> {
  const receiver = await openSmtpReceiver(options);
  closing.push(receiver.close);
  return receiver;
}

/** Until the test ends this process trusts the receiver's certificate. */
function trust({ certificate }: SmtpReceiver): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, certificate ?? '']);
  closing.push(() => setDefaultCACertificates(before));
}

interface Sending {
  readonly smtp?: Partial<SmtpSettings>;
  readonly changes?: Partial<ChannelOf<'email'>>;
  readonly message?: Message;
  readonly signal?: AbortSignal;
  readonly lookUp?: LookupFunction;
}

function send({ port }: { readonly port: number }, sending: Sending = {}): Promise<SendResult> {
  const { smtp = {}, changes = {}, message = down(), signal = new AbortController().signal, lookUp = lookup } = sending;
  const channel = emailChannel(port, changes);
  const nativeNotifier = { show: () => Promise.reject(new Error('not asked for')) };
  return sendThrough({ ...channel, smtp: { ...channel.smtp, ...smtp } }, message, {
    clock,
    nativeNotifier,
    lookup: lookUp,
    speech,
    signal,
  });
}

const login = { username: 'vigil', password: 'correct horse battery' };

describe('sending e-mail', () => {
  it('delivers text and HTML to every recipient and reports the response', async () => {
    const receiver = await open();
    const to = ['oncall@example.com', 'Ops Team <ops@example.com>'];
    const result = await send(receiver, { changes: { to } });
    expect(result.outcome).toBe('accepted');
    expect(answerInEnglish(result.answer)).toMatch(/^250 .*queued as 1$/u);
    const [mail] = receiver.received;
    expect(mail).toMatchObject({ from: 'vigilmon@example.com', to: ['oncall@example.com', 'ops@example.com'] });
    expect(mail?.headers.get('subject')).toBe('[DOWN] Shop API: status 503, expected 200');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.text).toContain('database: error: connection refused');
    expect(mail?.html).toContain('database: error: connection refused');
  });

  it('threads the recovery under the down mail', async () => {
    const receiver = await open();
    await send(receiver);
    await send(receiver, { message: recovered() });
    const [first, second] = receiver.received;
    const messageId = first?.headers.get('message-id');
    expect(messageId).toMatch(/^<.+@example\.com>$/u);
    expect(second?.headers.get('in-reply-to')).toBe(messageId);
    expect(second?.headers.get('references')).toBe(messageId);
  });

  it.each(['Bücher', 'Bücher & 本屋 😀'])('carries letters of all scripts: %s', async (monitorName) => {
    const receiver = await open();
    await send(receiver, { message: down({ monitorName, reasons: [prose('статус 503')] }) });
    expect(receiver.received[0]?.headers.get('subject')).toBe(`[DOWN] ${monitorName}: статус 503`);
    expect(receiver.received[0]?.text).toContain('статус 503');
  });

  it('cannot be given extra headers or recipients by injection', async () => {
    const receiver = await open();
    await send(receiver);
    const hostile = 'x\r\nBcc: evil@example.org\r\nX-Evil: 1\r\n\r\nbody';
    await send(receiver, {
      message: down({ monitorName: hostile, monitorId: hostile, reasons: [prose(hostile)], target: hostile }),
    });
    const [plain, attacked] = receiver.received;
    expect(attacked?.to).toEqual(['oncall@example.com']);
    expect(attacked?.headerNames).toEqual(plain?.headerNames);
  });
});

describe('the connection to the mail server', () => {
  it('uses STARTTLS before the login', async () => {
    const receiver = await open({ security: 'starttls', auth: login });
    trust(receiver);
    expect(await send(receiver, { smtp: { security: 'starttls', ...login } })).toMatchObject({ outcome: 'accepted' });
    expect(receiver.received[0]).toMatchObject({ encrypted: true, username: 'vigil' });
  });

  it('uses implicit TLS if configured', async () => {
    const receiver = await open({ security: 'tls', auth: login });
    trust(receiver);
    expect(await send(receiver, { smtp: { security: 'tls', ...login } })).toMatchObject({ outcome: 'accepted' });
    expect(receiver.received[0]).toMatchObject({ encrypted: true, username: 'vigil' });
  });

  it('is not used unencrypted if STARTTLS is required but not offered', async () => {
    const receiver = await open({ auth: login });
    const result = await send(receiver, { smtp: { security: 'starttls', ...login } });
    // A network in between may be the reason, as some intercept mail.
    expect(result).toEqual({
      outcome: 'retry',
      answer: { code: 'starttls-failed', facts: { answer: said('500 Error: command not recognized') } },
    });
    expect(receiver.received).toHaveLength(0);
  });

  it('is not used if TLS is required but the server does not support it', async () => {
    const result = await send(await open(), { smtp: { security: 'tls' } });
    expect(result).toEqual({
      outcome: 'retry',
      answer: advised('no-tls-here', { code: 'connection-failed', facts: { error: 'ERR_SSL_WRONG_VERSION_NUMBER' } }),
    });
  });

  it.each(['starttls', 'tls'] as const)(
    'is not used with a certificate that nobody vouches for (%s)',
    async (security) => {
      const receiver = await open({ security });
      const result = await send(receiver, { smtp: { security } });
      expect(result).toEqual({
        outcome: 'retry',
        answer: { code: 'untrusted-certificate', facts: { error: 'DEPTH_ZERO_SELF_SIGNED_CERT' } },
      });
      expect(answerInEnglish(result.answer)).toBe(
        'the certificate is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT): if you know it, add it to the trusted certificates of the channel',
      );
      expect(receiver.received).toHaveLength(0);
    },
  );

  it.each(['starttls', 'tls'] as const)('is used with a certificate that the channel trusts (%s)', async (security) => {
    const receiver = await open({ security });
    const result = await send(receiver, { smtp: { security, trustedCertificates: receiver.certificate } });
    expect(result.outcome).toBe('accepted');
    expect(receiver.received[0]).toMatchObject({ encrypted: true });
  });
});

const advised = (advice: MailAdvice, answer: DeliveryAnswer): DeliveryAnswer => ({
  code: 'mail-settings',
  facts: { advice, answer },
});

/** As the services word it. */
const logins: readonly (readonly [string, SmtpTrouble, Partial<SmtpSettings>, MailAdvice])[] = [
  ['the login', { at: 'AUTH', code: 535, message: '5.7.8 Username and Password not accepted' }, login, 'login'],
  [
    'a password of an account with two-factor login',
    { at: 'AUTH', code: 534, message: '5.7.9 Application-specific password required' },
    login,
    'app-password',
  ],
  [
    'a login without encryption',
    { at: 'AUTH', code: 538, message: '5.7.11 Encryption required for requested authentication mechanism' },
    login,
    'encryption',
  ],
  ['a mail without a login', { at: 'MAIL', code: 530, message: '5.7.0 Authentication required' }, {}, 'login-missing'],
];

describe.each(logins)('a mail server that rejects %s', (_, trouble, smtp, advice) => {
  it('breaks the channel, and the answer says what to change', async () => {
    const receiver = await open('username' in smtp ? { auth: login } : {});
    receiver.trouble(trouble);
    const { outcome, answer } = await send(receiver, { smtp });
    expect({ outcome, answer }).toEqual({
      outcome: 'refused',
      answer: advised(advice, said(`${String(trouble.code)} ${trouble.message ?? ''}`)),
    });
    expect(answerInEnglish(answer)).toMatch(/^5\d\d .+\. [A-Z]/u);
  });
});

it('a login that an unencrypted server does not offer asks for encryption', async () => {
  const receiver = await open();
  receiver.trouble({ at: 'MAIL', code: 530, message: '5.7.0 Authentication required' });
  const result = await send(receiver, { smtp: login });
  expect(result.answer).toMatchObject({ code: 'mail-settings', facts: { advice: 'encryption' } });
});

it('a certificate for another name says so', async () => {
  const receiver = await open({ security: 'tls' });
  const smtp = { security: 'tls', host: 'mail.example.com', trustedCertificates: receiver.certificate } as const;
  const toLoopback: LookupFunction = (_, options, callback) => lookup('127.0.0.1', options, callback);
  const result = await send(receiver, { smtp, lookUp: toLoopback });
  expect(result.outcome).toBe('retry');
  expect(result.answer).toMatchObject({ code: 'mail-settings', facts: { advice: 'name-of-certificate' } });
});

describe('a mail server that rejects', () => {
  it('the login permanently breaks the channel without revealing the password', async () => {
    const receiver = await open({ auth: login });
    receiver.trouble({ at: 'AUTH', code: 535, message: `no such password: ${login.password}` });
    const result = await send(receiver, { smtp: login });
    expect(result).toEqual({ outcome: 'refused', answer: advised('login', said('535 no such password: ***')) });
  });

  it.each([
    ['AUTH', 454, { outcome: 'retry' }],
    ['MAIL', 550, { outcome: 'refused' }],
    ['MAIL', 451, { outcome: 'retry' }],
    ['RCPT', 550, { outcome: 'refused' }],
    ['RCPT', 450, { outcome: 'retry' }],
    ['DATA', 552, { outcome: 'refused', onlyThis: true }],
    ['DATA', 451, { outcome: 'retry' }],
    ['CONNECT', 421, { outcome: 'retry' }],
    ['CONNECT', 554, { outcome: 'retry' }],
  ] as const)('at %s with %i is taken as %j', async (at, code, expected) => {
    const receiver = await open({ auth: login });
    receiver.trouble({ at, code, message: 'the reason' });
    const result = await send(receiver, { smtp: login });
    expect(result).toEqual({ answer: said(`${String(code)} the reason`), ...expected });
    expect(receiver.received).toHaveLength(0);
  });

  it('some recipients gets the mail once for the others, and they are named', async () => {
    const receiver = await open();
    receiver.trouble({ at: 'RCPT', code: 550, message: 'no such user', recipients: ['gone@example.com'] });
    const result = await send(receiver, { changes: { to: ['oncall@example.com', 'gone@example.com'] } });
    expect(result.outcome).toBe('accepted');
    expect(result.answer).toMatchObject({
      code: 'partly-accepted',
      facts: { rejected: 'gone@example.com', why: '550 no such user' },
    });
    expect(answerInEnglish(result.answer)).toMatch(
      /queued as 1; not accepted for gone@example\.com \(550 no such user\)$/u,
    );
    expect(receiver.received.map(({ to }) => to)).toEqual([['oncall@example.com']]);
  });
});

describe('a mail server that cannot be reached', () => {
  it('is retried later', async () => {
    const receiver = await open();
    const { port } = receiver;
    await receiver.close();
    expect(await send({ port })).toEqual({
      outcome: 'retry',
      answer: advised('port', { code: 'connection-failed', facts: { error: 'ECONNREFUSED' } }),
    });
  });

  it.each(['CONNECT', 'MAIL', 'DATA'] as const)('or hangs at %s is given up at the deadline', async (at) => {
    const receiver = await open();
    receiver.trouble({ at });
    const sent = send(receiver);
    await receiver.whenTroubled();
    await clock.advance(30_000);
    expect(await sent).toEqual({ outcome: 'retry', answer: { code: 'timed-out', facts: { afterMs: 30_000 } } });
    expect(clock.pending()).toBe(0);
  });

  it('is abandoned at once when the program stops', async () => {
    const receiver = await open();
    receiver.trouble({ at: 'CONNECT' });
    const stop = new AbortController();
    const sent = send(receiver, { signal: stop.signal });
    await receiver.whenTroubled();
    stop.abort();
    expect((await sent).outcome).toBe('retry');
  });

  it('or speaks another protocol is retried later', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => void server.close());
    expect(await send(server.address() as AddressInfo)).toMatchObject({
      outcome: 'retry',
      answer: { code: 'mail-settings', facts: { advice: 'no-mail-server' } },
    });
  });
});
