import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import type { MonitorInputOf, MonitorOf } from '../../../../electron/contract/monitors/registry.ts';
import { monitorInput } from '../../../../electron/contract/monitors/schema.ts';
import type { WordedCheckDetail } from '../../../../electron/contract/worded.ts';
import { runProbe } from '../../../../electron/engine/locations/here/run-probe.ts';
import { normaliseMonitor } from '../../../../electron/engine/monitors/normalise.ts';
import { hostOf, targetOf } from '../../../../electron/engine/monitors/target.ts';
import { testCertificates, type Identity } from '../../../support/certificates.ts';
import { issueCertificate } from '../../../support/issue-certificate.ts';
import { checkInEnglish } from '../../../support/in-english.ts';
import { freePort } from '../../../support/ports.ts';
import { worded } from '../../../support/worded.ts';
import { probeContext } from '../http/rig.ts';

type TcpMonitor = MonitorOf<'tcp'>;
type TcpInput = Partial<MonitorInputOf<'tcp'>>;

const open: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];
afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** @returns the port of a server that greets, answers or stays silent as `talk` says. */
async function listen(talk: (socket: Socket) => void, identity: Identity | null = null): Promise<number> {
  const sockets = new Set<Socket>();
  const onConnection = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined); // the probe leaves without a goodbye
    talk(socket);
  };
  const server: Server = identity === null ? createServer(onConnection) : createTlsServer(identity, onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ server, sockets });
  return (server.address() as AddressInfo).port;
}

function normalised(input: TcpInput): ReturnType<typeof normaliseMonitor> {
  const parsed = monitorInput.parse({ kind: 'tcp', host: '127.0.0.1', port: 1, ...input });
  return normaliseMonitor(parsed, { existing: null, takenIds: new Set(), source: 'hand', makeToken: () => '' });
}

function tcpMonitor(input: TcpInput): TcpMonitor {
  const made = normalised(input);
  if (!made.ok || made.value.kind !== 'tcp') throw new Error('not a tcp monitor', { cause: made });
  return made.value;
}

async function check(input: TcpInput, trustedCa?: readonly string[]): Promise<WordedCheckDetail> {
  return checkInEnglish(await runProbe(tcpMonitor(input), probeContext({ trustedCa })));
}

async function tryOut(input: TcpInput): Promise<WordedCheckDetail> {
  return checkInEnglish(await runProbe(tcpMonitor(input), probeContext({ isTrial: true })));
}

const greeting =
  (text: string) =>
  (socket: Socket): void =>
    void socket.write(text);

describe('a port', () => {
  test('that is open passes, with its phases and nothing read', async () => {
    const port = await listen(greeting('hello'));
    const { verdict, responseTime, phases, failure, assertions } = await check({ port });
    expect({ verdict, failure, assertions }).toEqual({ verdict: 'pass', failure: null, assertions: [] });
    expect(responseTime).toBeGreaterThan(0);
    expect(phases).toMatchObject({ dns: null, connect: expect.any(Number) as number, tls: null, firstByte: null });
  });

  test('that is closed fails with the peer that refused', async () => {
    const port = await freePort();
    const { verdict, failure } = await check({ port });
    expect(verdict).toBe('fail');
    expect(failure?.message).toBe(`connection refused by 127.0.0.1:${String(port)}`);
  });

  test('whose name is unknown fails with the name', async () => {
    const { failure } = await check({ host: 'no-such-name.invalid', port: 80 });
    expect(failure?.kind).toBe('dns');
    expect(failure?.message).toContain('no-such-name.invalid');
  });
});

describe('the response', () => {
  test('is evaluated as soon as it is sufficient', async () => {
    const port = await listen(greeting('220 mail.example.com ESMTP\r\n'));
    const assertions = [{ on: 'response', is: 'contains', value: 'ESMTP' }] as const;
    const { verdict, assertions: results } = await check({ port, assertions });
    expect(verdict).toBe('pass');
    expect(results[0]).toMatchObject({ passed: true, actual: expect.stringContaining('220 mail') as string });
  });

  test('is to the data that was sent, with escapes', async () => {
    const port = await listen((socket) => {
      socket.on('data', (bytes) => socket.write(bytes.equals(Buffer.from('PING\r\n')) ? '+PONG\r\n' : '-ERR\r\n'));
    });
    const assertions = [{ on: 'response', is: 'equals', value: '+PONG\r\n' }] as const;
    expect(await check({ port, send: 'PING\\r\\n', assertions })).toMatchObject({ verdict: 'pass' });
    expect((await check({ port, send: 'QUIT\\r\\n', assertions })).failure?.message).toBe(
      'response is "-ERR\\r\\n", expected "+PONG\\r\\n"',
    );
  });

  test('can arrive in parts, and a negative assertion waits for its end', async () => {
    const port = await listen((socket) => {
      socket.write('ready, ');
      setTimeout(() => socket.write('but failing'), 20).unref();
    });
    const assertions = [{ on: 'response', is: 'notContains', value: 'failing' }] as const;
    expect(await check({ port, assertions })).toMatchObject({ verdict: 'fail' });
  });

  test('is empty if the peer closes the connection', async () => {
    const port = await listen((socket) => socket.end());
    const assertions = [{ on: 'response', is: 'exists' }] as const;
    expect((await check({ port, assertions })).failure?.message).toBe('response is empty, expected it to exist');
  });

  test('times out if it never arrives', async () => {
    const port = await listen(() => undefined);
    const assertions = [{ on: 'response', is: 'contains', value: 'x' }] as const;
    const { verdict, failure } = await check({ port, timeout: 150, assertions });
    expect({ verdict, code: failure?.code }).toEqual({ verdict: 'fail', code: 'timed-out' });
    expect(failure?.message).toContain(`127.0.0.1:${String(port)}`);
  });

  test('is read up to 64 KiB', async () => {
    const port = await listen(greeting('x'.repeat(200_000)));
    const assertions = [{ on: 'response', is: 'notContains', value: 'y' }] as const;
    expect((await check({ port, assertions })).failure?.message).toMatch(/is larger than 64 KiB/);
  });

  test('is degraded if it is too slow', async () => {
    const port = await listen((socket) => {
      setTimeout(() => socket.write('late'), 60).unref();
    });
    const assertions = [{ on: 'response', is: 'contains', value: 'late' }] as const;
    expect(await check({ port, degradedAfter: 20, assertions })).toMatchObject({ verdict: 'degraded' });
  });
});

describe('over TLS', () => {
  test('the certificate is verified, recorded, and its days are compared', async () => {
    const { good, ca } = await testCertificates();
    const port = await listen(() => undefined, good);
    const assertions = [{ on: 'certificateDays', is: 'greaterThan', value: 2 }] as const;
    const detail = await check({ host: 'localhost', port, tls: true, assertions }, [ca]);
    expect(detail).toMatchObject({ verdict: 'pass', certificate: { issuer: 'Vigilmon Test Authority' } });
    expect(detail.phases?.tls).toEqual(expect.any(Number));
    const strict = [{ on: 'certificateDays', is: 'greaterThan', value: 300 }] as const;
    expect((await check({ host: 'localhost', port, tls: true, assertions: strict }, [ca])).failure?.message).toMatch(
      /^certificate expires in \d days, expected more than 300 days$/,
    );
  });

  test('one day is not "1 days"', async () => {
    const root = issueCertificate({ name: 'Root', isAuthority: true });
    const port = await listen(() => undefined, issueCertificate({ name: 'Leaf', issuer: root, days: 1.5 }));
    const assertions = [{ on: 'certificateDays', is: 'greaterThan', value: 1 }] as const;
    const { failure } = await check({ host: 'localhost', port, tls: true, assertions }, [root.cert]);
    expect(failure?.message).toBe('certificate expires in 1 day, expected more than 1 day');
  });

  test('an invalid certificate fails, unless errors are ignored', async () => {
    const { expired, ca } = await testCertificates();
    const port = await listen(() => undefined, expired);
    expect((await check({ host: 'localhost', port, tls: true }, [ca])).failure?.kind).toBe('tls-expired');
    expect(await check({ host: 'localhost', port, tls: true, ignoreTlsErrors: true }, [ca])).toMatchObject({
      verdict: 'pass',
    });
  });

  test('a server without TLS is reported', async () => {
    const port = await listen(greeting('220 plain\r\n'));
    expect((await check({ port, tls: true })).failure?.kind).toBe('tls-protocol');
  });
});

describe('the definition', () => {
  test('derives target and host limit from host and port', () => {
    const monitor = tcpMonitor({ host: 'db.example.com', port: 5432 });
    expect(monitor).toMatchObject({ name: 'db.example.com:5432', id: 'db-example-com-5432', interval: 60_000 });
    expect([targetOf(monitor), hostOf(monitor)]).toEqual(['tcp://db.example.com:5432', 'db.example.com:5432']);
    expect(targetOf(tcpMonitor({ host: '::1', port: 25 }))).toBe('tcp://[::1]:25');
  });

  test.each<[TcpInput, string, string]>([
    [{ host: 'a b' }, 'host', 'is not a host name or an address'],
    [{ host: 'https://a' }, 'host', 'is not a host name or an address'],
    [{ port: 0 }, 'port', 'must be a whole number from 1 to 65535'],
    [{ send: '\\q' }, 'send', 'may use only the escapes \\r \\n \\t \\0 \\xHH and \\\\'],
    [
      { assertions: [{ on: 'certificateDays', is: 'greaterThan', value: 14 }] },
      'assertions.0.on',
      'needs tls to be on',
    ],
    [
      { assertions: [{ on: 'status', is: 'equals', value: 200 }] },
      'assertions.0.on',
      'must be one of response, responseTime, certificateDays',
    ],
  ])('refuses %j', (input, field, words) => {
    const refused = worded(normalised(input));
    expect(refused.ok ? {} : refused.error.fields).toEqual({ [field]: words });
  });
});

describe('what the peer says', () => {
  const said = (text: string) => [{ name: 'response', type: 'block', text }];

  test('is shown while the monitor is tried out, and is no part of the response time', async () => {
    const port = await listen(greeting('220 mail.example.com ESMTP\r\n'));
    const tried = await tryOut({ port });
    expect(tried).toMatchObject({ verdict: 'pass', evidence: said('220 mail.example.com ESMTP') });
    expect(tried.phases).toMatchObject({ firstByte: null, download: null });
    expect(await check({ port })).not.toHaveProperty('evidence');
  });

  test('is nothing where the peer waits, or hangs up', async () => {
    expect(await tryOut({ port: await listen(() => undefined) })).not.toHaveProperty('evidence');
    const leaving = await listen((socket) => void socket.end());
    expect(await tryOut({ port: leaving })).toMatchObject({ verdict: 'pass' });
  });

  test('does not make a check fail that has less time than listening takes', async () => {
    const port = await listen(() => undefined);
    expect(await tryOut({ port, timeout: 200 })).toMatchObject({ verdict: 'pass', failure: null });
  });

  test('is read no further than 64 KiB, however fast it comes', async () => {
    let sent = 0;
    const flood = (socket: Socket): void => {
      const more = (): void => {
        do sent += 65_536;
        while (socket.write('x'.repeat(65_536)));
      };
      socket.on('drain', more);
      more();
    };
    expect(await tryOut({ port: await listen(flood), timeout: 3_000 })).toMatchObject({ verdict: 'pass' });
    expect(sent).toBeLessThan(32 * 1_048_576);
  });

  test('ends for us where the peer never stops', async () => {
    const port = await listen((socket) => {
      const ticking = setInterval(() => socket.write('tick '), 10);
      socket.on('close', () => clearInterval(ticking));
    });
    const tried = await tryOut({ port, timeout: 3_000 });
    expect(tried).toMatchObject({ verdict: 'pass' });
    expect(tried.evidence?.[0]).toMatchObject({ text: expect.stringMatching(/^tick tick/) as string });
  });

  test('is kept with a check that fails', async () => {
    const port = await listen(greeting('220 mail.example.com ESMTP\r\n'));
    const assertions = [{ on: 'response', is: 'contains', value: '554' }] as const;
    expect(await check({ port, assertions })).toMatchObject({
      verdict: 'fail',
      evidence: said('220 mail.example.com ESMTP'),
    });
  });
});
