/** From names to addresses: which need no lookup, and why a lookup failed. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { explainFailedLookup } from '../../../electron/engine/transport/lookup-failure.ts';
import { openLookups } from '../../../electron/engine/lookups/lookups.ts';
import { startDeadline } from '../../../electron/engine/transport/deadline.ts';
import { scopeOf } from '../../../electron/engine/network/scope.ts';
import { systemClock } from '../../../electron/host/system-clock.ts';
import { failureInEnglish } from '../../support/in-english.ts';
import { testCertificates } from '../../support/certificates.ts';
import { startTargetServer } from '../../support/target-server.ts';
import { check, failureOf } from '../kinds/http/rig.ts';

const lookups = openLookups({ clock: systemClock });

describe('names under localhost', () => {
  test.each(['localhost', 'api.localhost', 'a.b.localhost', 'LOCALHOST', 'api.localhost.'])(
    'are this computer, without a lookup: %s',
    async (name) => {
      const server = await startTargetServer();
      const { verdict, phases } = await check(`http://${name}:${server.port}/`);
      await server.close();
      expect({ verdict, dns: phases?.dns }).toEqual({ verdict: 'pass', dns: null });
      expect(scopeOf(name, null)).toBe('loopback');
    },
  );

  test('reach a server that listens on IPv6 alone', async () => {
    const server = await startTargetServer({ host: '::1' });
    expect((await check(`http://api.localhost:${server.port}/`)).verdict).toBe('pass');
    await server.close();
  });

  test('do not cover names that only look alike', () => {
    expect(scopeOf('localhost.example.com', null)).toBe('internet');
    expect(scopeOf('mylocalhost.com', null)).toBe('internet');
  });
});

test('a trailing dot is not part of the server name in TLS', async () => {
  const { ca, good } = await testCertificates();
  const names: string[] = [];
  const server = await startTargetServer({
    tls: {
      ...good,
      SNICallback(name, respond) {
        names.push(name);
        respond(null);
      },
    },
  });
  const { verdict } = await check(`https://localhost.:${server.port}/`, {}, { trustedCa: [ca] });
  await server.close();
  expect({ verdict, names }).toEqual({ verdict: 'pass', names: ['localhost'] });
});

test('a name with IPv4 addresses alone says so where IPv6 is selected', async () => {
  // The system's resolver takes this for an address, net.isIP does not.
  const deadline = startDeadline(10_000, { clock: systemClock, signal: new AbortController().signal });
  const error = Object.assign(new Error('no'), { code: 'ENOTFOUND' });
  const failure = await explainFailedLookup(error, { host: '127.1', ipFamily: 6, deadline, lookups });
  deadline.clear();
  expect(failure === null ? null : failureInEnglish(failure.failure)).toMatchObject({
    kind: 'dns',
    message: '127.1 has no IPv6 address, only IPv4 ones',
  });
});

test('a name without any address stays unknown', async () => {
  expect(await failureOf(check('http://nothing.invalid/', { ipFamily: 6 }))).toMatchObject({ kind: 'dns' });
});

describe('a name server that responds with an error', () => {
  test.each([
    [2, 'the name server failed to resolve shop.example (SERVFAIL)'],
    [5, 'the name server refused to resolve shop.example (REFUSED)'],
    [4, 'the name server failed to resolve shop.example (NOTIMP)'],
    [3, null],
  ])('code %i', async (responseCode, message) => {
    const nameServer = createSocket('udp4');
    nameServer.on('message', (query, { port, address }) => {
      const response = Buffer.from(query);
      response.writeUInt16BE(0x8180 | responseCode, 2);
      nameServer.send(response, port, address);
    });
    nameServer.bind(0, '127.0.0.1');
    await once(nameServer, 'listening');
    const deadline = startDeadline(10_000, { clock: systemClock, signal: new AbortController().signal });
    const error = Object.assign(new Error('again'), { code: 'EAI_AGAIN' });
    const nameServers = [`127.0.0.1:${nameServer.address().port}`];
    const failure = await explainFailedLookup(error, {
      host: 'shop.example',
      ipFamily: 'auto',
      deadline,
      lookups,
      nameServers,
    });
    deadline.clear();
    nameServer.close();
    expect(failure === null ? null : failureInEnglish(failure.failure).message).toBe(message);
  });
});
