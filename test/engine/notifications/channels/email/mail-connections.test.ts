/** How many connections mails take, seen from the mail server. */
import { lookup } from 'node:dns';
import { expect, it, onTestFinished } from 'vitest';
import type { ChannelOf } from '../../../../../electron/contract/channels/registry.ts';
import { openMailConnections } from '../../../../../electron/engine/notifications/channels/email/mail-connections.ts';
import type { SendResult } from '../../../../../electron/engine/notifications/channels/channel.ts';
import { sendThrough } from '../../../../../electron/engine/notifications/channels/send-through.ts';
import { manualClock } from '../../../../support/manual-clock.ts';
import { openSmtpReceiver, type SmtpReceiver, type SmtpReceiverOptions } from '../../../../support/smtp-receiver.ts';
import { down, emailChannel, speech } from '../../samples.ts';

const login = { username: 'vigil', password: 'correct horse battery' };

async function open(options: SmtpReceiverOptions = {}): Promise<SmtpReceiver> {
  const receiver = await openSmtpReceiver(options);
  onTestFinished(receiver.close);
  return receiver;
}

function send(channel: ChannelOf<'email'>, monitorName: string): Promise<SendResult> {
  const nativeNotifier = { show: () => Promise.reject(new Error('not asked for')) };
  const context = { clock: manualClock(), nativeNotifier, lookup, speech, signal: new AbortController().signal };
  return sendThrough(channel, down({ monitorName, monitorId: monitorName }), context);
}

const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `site ${String(index)}`);
const subjectsOf = ({ received }: SmtpReceiver): readonly string[] =>
  received.map(({ headers }) => /site \d+/u.exec(headers.get('subject') ?? '')?.[0] ?? '');

it.each(['none', 'starttls', 'tls'] as const)('50 mails share one connection and one login (%s)', async (security) => {
  const receiver = await open({ security, auth: login });
  const base = emailChannel(receiver.port);
  const channel = {
    ...base,
    smtp: { ...base.smtp, security, ...login, trustedCertificates: receiver.certificate },
  };
  for (const name of names(50)) expect(await send(channel, name)).toMatchObject({ outcome: 'accepted' });
  expect(receiver.connections()).toBe(1);
  expect(subjectsOf(receiver)).toEqual(names(50));
  expect(
    receiver.received.every(({ username, encrypted }) => username === 'vigil' && encrypted === (security !== 'none')),
  ).toBe(true);
});

it('mails that are sent at the same time share it as well', async () => {
  const receiver = await open();
  const channel = emailChannel(receiver.port);
  const results = await Promise.all(names(5).map((name) => send(channel, name)));
  expect(results.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'accepted'));
  expect(receiver.connections()).toBe(1);
});

it('a connection that breaks between mails loses none and repeats none', async () => {
  const receiver = await open();
  const channel = emailChannel(receiver.port);
  for (const name of names(10)) {
    expect(await send(channel, name)).toMatchObject({ outcome: 'accepted' });
    receiver.cut();
  }
  expect(subjectsOf(receiver)).toEqual(names(10));
  expect(receiver.connections()).toBe(10);
});

it('a mail that is rejected does not cost the connection', async () => {
  const receiver = await open();
  const channel = emailChannel(receiver.port);
  await send(channel, 'site 0');
  receiver.trouble({ at: 'RCPT', code: 450, message: 'later' });
  expect(await send(channel, 'site 1')).toMatchObject({ outcome: 'retry' });
  receiver.trouble(null);
  expect(await send(channel, 'site 1')).toMatchObject({ outcome: 'accepted' });
  expect(subjectsOf(receiver)).toEqual(['site 0', 'site 1']);
  expect(receiver.connections()).toBe(1);
});

it('a mail that a cut connection may have delivered is left to the queue', async () => {
  const receiver = await open();
  const channel = emailChannel(receiver.port);
  await send(channel, 'site 0');
  receiver.trouble({ at: 'DATA' });
  const sent = send(channel, 'site 1');
  await receiver.whenTroubled();
  receiver.cut();
  expect(await sent).toMatchObject({ outcome: 'retry' });
  expect(subjectsOf(receiver)).toEqual(['site 0']);
});

it('an edited channel has a connection of its own', async () => {
  const receiver = await open();
  const channel = emailChannel(receiver.port);
  await send(channel, 'site 0');
  await send({ ...channel, smtp: { ...channel.smtp } }, 'site 1');
  expect(receiver.connections()).toBe(2);
});

it('an idle connection is closed', async () => {
  const receiver = await open();
  const smtp = { ...emailChannel(receiver.port).smtp, password: null };
  const connection = await openMailConnections(1)(smtp, lookup);
  await connection.send({ from: 'a@example.com', to: 'b@example.com', text: 'hello' });
  await receiver.whenUnconnected();
  expect(receiver.received).toHaveLength(1);
});
