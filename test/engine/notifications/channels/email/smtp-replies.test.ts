/** What each reply of a mail server at each step means for the channel, the mail and the single recipient. */
import { lookup } from 'node:dns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { said, type DeliveryAnswer } from '../../../../../electron/contract/delivery-answer.ts';
import type { ChannelOf } from '../../../../../electron/contract/channels/registry.ts';
import type { Message, SendResult } from '../../../../../electron/engine/notifications/channels/channel.ts';
import { sendThrough } from '../../../../../electron/engine/notifications/channels/send-through.ts';
import { answerInEnglish } from '../../../../support/in-english.ts';
import { manualClock } from '../../../../support/manual-clock.ts';
import { openScriptedSmtp, type ScriptedSmtp, type SmtpStep } from '../../../../support/scripted-smtp.ts';
import { down, emailChannel, speech } from '../../samples.ts';

let server: ScriptedSmtp;
beforeEach(async () => {
  server = await openScriptedSmtp();
});
afterEach(() => server.close());

type Smtp = Partial<ChannelOf<'email'>['smtp']>;

interface Sending {
  readonly smtp?: Smtp;
  readonly changes?: Partial<ChannelOf<'email'>>;
  readonly message?: Message;
}

function send({ smtp = {}, changes = {}, message = down() }: Sending = {}): Promise<SendResult> {
  const channel = emailChannel(server.port, changes);
  const nativeNotifier = { show: () => Promise.reject(new Error('not asked for')) };
  const { signal } = new AbortController();
  const context = { clock: manualClock(), nativeNotifier, lookup, speech, signal };
  return sendThrough({ ...channel, smtp: { ...channel.smtp, ...smtp } }, message, context);
}

const login: Smtp = { username: 'vigil', password: 'correct horse battery' };

/** `retry`, the whole channel is refused (`channel`), or only this mail (`mail`). */
type Meaning = 'retry' | 'channel' | 'mail';

function meaningOf(result: SendResult): Meaning | 'accepted' {
  if (result.outcome !== 'refused') return result.outcome;
  return result.onlyThis === true ? 'mail' : 'channel';
}

/** What the server said, without what Vigilmon says of it. */
function quotedIn(answer: DeliveryAnswer): DeliveryAnswer {
  return answer.code === 'starttls-failed' || answer.code === 'mail-settings' ? answer.facts.answer : answer;
}

const always = { 421: 'retry', 450: 'retry', 451: 'retry', 454: 'retry', 503: 'retry' } as const;
const permanent = { 501: 'channel', 502: 'channel', 530: 'channel', 535: 'channel', 550: 'channel', 554: 'channel' };
/** Before the login another network may be speaking. */
const passing = Object.fromEntries(Object.keys(permanent).map((code) => [code, 'retry']));
const ofTheMail = { 501: 'mail', 550: 'mail', 552: 'mail', 554: 'mail' };

const table: Readonly<Partial<Record<SmtpStep, Readonly<Record<number, string>>>>> = {
  greeting: { ...always, ...passing },
  STARTTLS: { ...always, ...passing },
  AUTH: { ...always, ...permanent, 534: 'channel', 538: 'channel' },
  MAIL: { ...always, ...permanent, 452: 'retry', 552: 'mail', 553: 'channel' },
  RCPT: { ...always, ...permanent, 452: 'retry', 552: 'retry', 553: 'channel' },
  DATA: { ...always, ...ofTheMail },
  mail: { ...always, 452: 'retry', ...ofTheMail },
};

const cases = Object.entries(table).flatMap(([step, meanings]) =>
  Object.entries(meanings).map(([code, meaning]) => [code, step as SmtpStep, meaning] as const),
);

describe('a reply of a mail server', () => {
  it.each(cases)('%s at %s means: %s', async (code, at, meaning) => {
    server.replyWith({ at, reply: `${code} the reason` });
    const security = at === 'STARTTLS' ? 'starttls' : 'none';
    const result = await send({ smtp: { ...login, security } });
    expect(meaningOf(result)).toBe(meaning);
    expect(quotedIn(result.answer)).toEqual(said(`${code} the reason`));
  });

  it.each([
    ['421', 'retry'],
    ['501', 'retry'],
    ['550', 'retry'],
  ])('%s to EHLO and HELO means: %s', async (code, meaning) => {
    server.replyWith({ at: 'EHLO', reply: `${code} the reason` }, { at: 'HELO', reply: `${code} the reason` });
    const result = await send();
    expect(meaningOf(result)).toBe(meaning);
    expect(result.answer).toEqual(said(`${code} the reason`));
  });

  it('501 to EHLO is no failure if the server accepts HELO', async () => {
    server.replyWith({ at: 'EHLO', reply: '501 what' });
    expect((await send()).outcome).toBe('accepted');
  });
});

describe('recipients of one mail', () => {
  const to = ['a@example.com', 'B (prod) <b@example.com>', 'c@example.com'];
  const recipients = (): readonly string[] => server.commands.filter((command) => command.startsWith('RCPT'));

  it('count by themselves: who accepted it is not asked again, and who deferred it is', async () => {
    server.replyWith({ at: 'RCPT', to: 'b@', reply: '450 greylisted' });
    const first = await send({ changes: { to } });
    expect(first).toMatchObject({ outcome: 'retry', isPartlyAccepted: true, hasRefused: false });
    expect(answerInEnglish(first.answer)).toBe('250 queued; deferred for b@example.com (450 greylisted)');
    expect(recipients()).toHaveLength(3);

    server.replyWith();
    const settled = first.answer.code === 'partly-deferred' ? first.answer.facts : undefined;
    const second = await send({ changes: { to }, message: { ...down(), settled } });
    expect(second).toEqual({ outcome: 'accepted', answer: said('250 queued') });
    expect(recipients().slice(3)).toEqual(['RCPT TO:<b@example.com>']);
  });

  it('that refuse it permanently are named, also after a retry for others', async () => {
    server.replyWith({ at: 'RCPT', to: 'b@', reply: '452 later' }, { at: 'RCPT', to: 'c@', reply: '550 no such user' });
    const first = await send({ changes: { to } });
    expect(first).toMatchObject({ outcome: 'retry', isPartlyAccepted: true, hasRefused: true });
    expect(answerInEnglish(first.answer)).toBe(
      '250 queued; deferred for b@example.com (452 later), rejected for c@example.com',
    );
    const settled = first.answer.code === 'partly-deferred' ? first.answer.facts : undefined;
    server.replyWith({ at: 'RCPT', to: 'b@', reply: '550 no such user' });
    const second = await send({ changes: { to }, message: { ...down(), settled } });
    expect(second).toMatchObject({ outcome: 'accepted', hasRefused: true });
    expect(answerInEnglish(second.answer)).toContain('not accepted for c@example.com, b@example.com');
  });

  it('are retried if all of them defer it, without being settled', async () => {
    server.replyWith({ at: 'RCPT', reply: '450 greylisted' });
    expect(await send({ changes: { to } })).toEqual({ outcome: 'retry', answer: said('450 greylisted') });
  });

  it('are not settled if the mail itself is not accepted', async () => {
    server.replyWith({ at: 'RCPT', to: 'b@', reply: '450 greylisted' }, { at: 'mail', reply: '451 disk full' });
    expect(await send({ changes: { to } })).toEqual({ outcome: 'retry', answer: said('451 disk full') });
  });

  it('that were removed meanwhile are not waited for', async () => {
    const settled = { accepted: ['a@example.com'], refused: [] };
    const result = await send({ changes: { to: ['A@example.com'] }, message: { ...down(), settled } });
    expect(result.outcome).toBe('accepted');
    expect(server.commands).toEqual([]);
  });
});

describe('the mail', () => {
  const headersOf = (name: string): string =>
    new RegExp(`^${name}: (.*(?:\\r\\n\\s.*)*)`, 'imu').exec(server.commands.join('\n'))?.[1] ?? '';

  it('keeps parentheses and other signs in names', async () => {
    const from = 'Vigilmon (prod) <v@example.com>';
    await send({
      changes: { from, to: ["O'Neil & Söhne (on call) <o@example.com>"], replyTo: 'Ops (all) <r@example.com>' },
    });
    expect(headersOf('From')).toBe('"Vigilmon (prod)" <v@example.com>');
    expect(headersOf('Reply-To')).toBe('"Ops (all)" <r@example.com>');
    expect(headersOf('To')).toMatch(/^=\?UTF-8\?.*<o@example\.com>$/su);
    expect(server.commands).toContain('MAIL FROM:<v@example.com>');
    expect(server.commands).toContain('RCPT TO:<o@example.com>');
  });

  it('has no Reply-To unless one is set', async () => {
    await send();
    expect(headersOf('Reply-To')).toBe('');
  });

  it('greets with the configured name, otherwise with a name of this computer', async () => {
    await send({ smtp: { heloName: 'mail.example.com' } });
    await send();
    const [first, second] = server.commands.filter((command) => command.startsWith('EHLO'));
    expect(first).toBe('EHLO mail.example.com');
    expect(second).toMatch(/^EHLO (?:\S+\.\S+|\[\S+\]|localhost)$/u);
    expect(second).not.toContain('[127.');
  });
});
