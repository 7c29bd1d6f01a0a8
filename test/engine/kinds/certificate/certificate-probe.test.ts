import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import * as fc from 'fast-check';
import { SMTPServer } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { StartTls } from '../../../../electron/contract/monitors/certificate.ts';
import { recogniseAddress } from '../../../../electron/contract/monitors/recognise.ts';
import type { MonitorInputOf } from '../../../../electron/contract/monitors/registry.ts';
import type { WordedCheckDetail } from '../../../../electron/contract/worded.ts';
import { hostOf, targetOf } from '../../../../electron/engine/monitors/target.ts';
import { testCertificates, type Identity } from '../../../support/certificates.ts';
import { issueCertificate } from '../../../support/issue-certificate.ts';
import { checkFor, mistakesIn, monitorFor } from '../../../support/probed.ts';

type CertificateInput = Omit<MonitorInputOf<'certificate'>, 'kind' | 'host'> & { readonly host?: string };

const days = (least: number) => [{ on: 'certificateDays', is: 'greaterThan', value: least }] as const;

async function check(input: CertificateInput): Promise<WordedCheckDetail> {
  const { ca } = await testCertificates();
  return checkFor({ kind: 'certificate', host: 'localhost', trustedCertificates: ca, timeout: '3s', ...input });
}

async function listen(server: Server, sockets: Set<Socket>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function serve(identity: Identity): Promise<number> {
  const sockets = new Set<Socket>();
  const onConnection = (socket: Socket): void => void sockets.add(socket.on('error', () => undefined));
  return listen(createTlsServer(identity, onConnection), sockets);
}

/** Greets, answers each line by `replyTo`, and begins TLS after the reply that `begins` says. */
async function converse(script: {
  readonly greeting: string;
  readonly replyTo: (said: Buffer) => string;
  readonly begins: (reply: string) => boolean;
  readonly identity: Identity;
}): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.write(script.greeting);
    const onData = (said: Buffer): void => {
      const reply = script.replyTo(said);
      socket.write(reply);
      if (!script.begins(reply)) return;
      socket.off('data', onData);
      new TLSSocket(socket, { isServer: true, ...script.identity }).on('error', () => undefined);
    };
    socket.on('data', onData);
  });
  return listen(server, sockets);
}

const textOf = ({ evidence = [] }: WordedCheckDetail, name: string): string | undefined =>
  evidence.flatMap((found) => (found.name === name && 'text' in found ? [found.text] : []))[0];

/** From the server's own certificate up: subject, issuer, and its validity. */
const chainOf = ({ evidence = [] }: WordedCheckDetail): readonly (readonly (string | number)[])[] =>
  evidence.flatMap((found) => (found.name === 'chain' && found.type === 'table' ? found.rows : []));

describe('a chain', () => {
  test('that is valid passes, and is shown with its dates', async () => {
    const { good } = await testCertificates();
    const checked = await check({ port: await serve(good), assertions: days(2) });
    expect(checked).toMatchObject({ verdict: 'pass', certificate: { issuer: 'Vigilmon Test Authority' } });
    expect(textOf(checked, 'issuer')).toBe('Vigilmon Test Authority');
    expect(checked.figures?.['days']).toBeGreaterThan(2);
    expect(checked.scales).toEqual({ days: { unit: 'd', warning: [], critical: [2] } });
    expect(textOf(checked, 'names')).toContain('localhost');
    expect(checked.evidence).toContainEqual({ name: 'expires', type: 'moment', at: checked.certificate?.validTo });
    const [subject, issuer, validFrom, expires] = chainOf(checked)[0] ?? [];
    expect([subject, issuer, expires]).toEqual([
      checked.certificate?.subject,
      'Vigilmon Test Authority',
      checked.certificate?.validTo,
    ]);
    expect(validFrom).toBeLessThan(Date.now());
    expect(checked.phases?.tls).toEqual(expect.any(Number));
  });

  test('that expires within fourteen days fails unless other days are given', async () => {
    const { good } = await testCertificates();
    const { verdict, failure } = await check({ port: await serve(good) });
    expect(verdict).toBe('fail');
    expect(failure?.message).toMatch(/^certificate expires in \d days, expected more than 14 days$/);
  });

  test('counts by the certificate that expires first', async () => {
    const root = issueCertificate({ name: 'Root', isAuthority: true, days: 300 });
    const middle = issueCertificate({ name: 'Middle', isAuthority: true, days: 20, issuer: root });
    const leaf = issueCertificate({ name: 'localhost', days: 200, issuer: middle });
    const port = await serve({ key: leaf.key, cert: leaf.chain });
    const trusted = { trustedCertificates: root.cert };
    const checked = await check({ port, assertions: days(60), ...trusted });
    expect(checked.failure?.message).toMatch(/^certificate expires in (?:19|20) days, expected more than 60 days$/);
    expect(checked.certificate?.subject).toBe('Middle');
    expect(chainOf(checked).map((row) => row.slice(0, 2))).toEqual([
      ['localhost', 'Middle'],
      ['Middle', 'Root'],
      ['Root', 'Root'],
    ]);
  });

  test('has names of one line each, whatever they contain', async () => {
    const leaf = issueCertificate({ name: 'localhost\n\u202eshop.example\u0007', days: 200 });
    const checked = await check({ port: await serve({ key: leaf.key, cert: leaf.cert }), trustedCertificates: null });
    expect(chainOf(checked)[0]?.slice(0, 2)).toEqual(['localhost shop.example', 'localhost shop.example']);
    expect(textOf(checked, 'issuer')).toBe('localhost shop.example');
  });

  test.each<['expired' | 'notYetValid' | 'selfSigned' | 'wrongHost', string]>([
    ['expired', 'tls-expired'],
    ['notYetValid', 'tls-not-yet-valid'],
    ['selfSigned', 'tls-untrusted'],
    ['wrongHost', 'tls-hostname'],
  ])('that is rejected (%s) fails with the reason and is still shown', async (which, kind) => {
    const certificates = await testCertificates();
    const checked = await check({ port: await serve(certificates[which]) });
    expect([checked.verdict, checked.failure?.kind]).toEqual(['fail', kind]);
    expect(chainOf(checked)).not.toEqual([]);
  });

  test('is verified for the server name, which is also asked for', async () => {
    const { wrongHost } = await testCertificates();
    const port = await serve(wrongHost);
    const assertions = [{ on: 'names', is: 'equals', value: ['www.shop.example', 'shop.example'] }] as const;
    expect(await check({ port, serverName: 'shop.example', assertions })).toMatchObject({ verdict: 'pass' });
    const { failure } = await check({ port, serverName: 'bank.example', assertions });
    expect(failure?.message).toBe('the certificate is for shop.example, www.shop.example, not for bank.example');
  });

  test('of another authority fails with its name', async () => {
    const { good } = await testCertificates();
    const assertions = [{ on: 'issuer', is: 'equals', value: 'R12' }] as const;
    expect((await check({ port: await serve(good), assertions })).failure?.message).toBe(
      'issuer is "Vigilmon Test Authority", expected "R12"',
    );
    const untrusted = await check({ port: await serve(good), trustedCertificates: null, assertions });
    expect(untrusted.failure?.kind).toBe('tls-untrusted');
  });
});

describe('STARTTLS', () => {
  test('is spoken with a mail server', async () => {
    const { good } = await testCertificates();
    const mail = new SMTPServer({ ...good, authOptional: true });
    mail.on('error', () => undefined);
    const server = mail.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => new Promise((resolve) => mail.close(resolve)));
    const { port } = server.address() as AddressInfo;
    expect(await check({ port, startTls: 'smtp', assertions: days(2) })).toMatchObject({ verdict: 'pass' });
    const closed = new SMTPServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const plain = closed.listen(0, '127.0.0.1');
    await new Promise((resolve) => plain.once('listening', resolve));
    onTestFinished(() => new Promise((resolve) => closed.close(resolve)));
    const refused = await check({ port: (plain.address() as AddressInfo).port, startTls: 'smtp' });
    expect(refused.failure).toMatchObject({ code: 'start-tls-refused', kind: 'tls-protocol' });
    expect(refused.failure?.message).toMatch(/does not start TLS over SMTP: "5\d\d /);
  });

  const scripts: Readonly<Record<Exclude<StartTls, 'none' | 'smtp'>, readonly [string, string, string]>> = {
    imap: ['* OK ready\r\n', 'a1 STARTTLS\r\n', '* CAPABILITY IMAP4\r\na1 OK begin\r\n'],
    pop3: ['+OK ready\r\n', 'STLS\r\n', '+OK begin\r\n'],
    ftp: ['220-Hello\r\n220 ready\r\n', 'AUTH TLS\r\n', '234 begin\r\n'],
    postgres: ['', '\0\0\0\b\x04\xd2\x16/', 'S'],
  };

  test.each(Object.entries(scripts) as [StartTls, readonly [string, string, string]][])(
    'is spoken in %s',
    async (startTls, [greeting, wanted, consent]) => {
      const { good } = await testCertificates();
      const port = await converse({
        greeting,
        replyTo: (said) => (said.toString('latin1') === wanted ? consent : 'N -ERR a1 NO 500 no\r\n'),
        begins: (reply) => reply === consent,
        identity: good,
      });
      expect(await check({ port, startTls, assertions: days(2) })).toMatchObject({ verdict: 'pass', failure: null });
    },
  );

  test('fails where more follows the consent, which TLS does not protect', async () => {
    const { good } = await testCertificates();
    const port = await converse({
      greeting: '+OK\r\n',
      replyTo: () => '+OK begin\r\n+OK injected\r\n',
      begins: () => false,
      identity: good,
    });
    expect((await check({ port, startTls: 'pop3' })).failure?.code).toBe('start-tls-refused');
  });

  test('fails with a server that says anything else, and reads only its beginning', async () => {
    let greeting: Buffer = Buffer.alloc(0);
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      socket.end(greeting);
    });
    const port = await listen(server, sockets);
    const hostile = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.constant(new Uint8Array(100_000).fill(50)));
    await fc.assert(
      fc.asyncProperty(hostile, fc.constantFrom('smtp', 'imap', 'pop3', 'ftp', 'postgres'), async (bytes, startTls) => {
        greeting = Buffer.from(bytes);
        const { verdict, failure } = await check({ port, startTls });
        expect([verdict, failure === null]).toEqual(['fail', false]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the definition', () => {
  test('knows the usual port of the protocol, and reads its target back', () => {
    const web = monitorFor({ kind: 'certificate', host: 'example.com' });
    expect(web).toMatchObject({ port: 443, certificateWarningDays: [30], assertions: days(14) });
    const mail = monitorFor({ kind: 'certificate', host: 'mail.example.com', startTls: 'smtp' });
    expect([targetOf(mail), hostOf(mail)]).toEqual([
      'cert://mail.example.com:587?starttls=smtp',
      'mail.example.com:587',
    ]);
    for (const { host, port, startTls, ...rest } of [web, mail]) {
      const target = targetOf({ host, port, startTls, ...rest });
      expect(recogniseAddress(target)).toEqual({ kind: 'certificate', fields: { host, port, startTls } });
    }
  });

  test.each<[CertificateInput, string]>([
    [{ host: 'a b' }, 'host'],
    [{ port: 70_000 }, 'port'],
    [{ serverName: 'https://a' }, 'serverName'],
    [{ trustedCertificates: 'not a certificate' }, 'trustedCertificates'],
    [{ assertions: [{ on: 'status', is: 'equals', value: 200 }] }, 'assertions.0.on'],
  ])('refuses %j', (input, field) => {
    expect(Object.keys(mistakesIn({ kind: 'certificate', host: 'a', ...input }))).toEqual([field]);
  });
});
