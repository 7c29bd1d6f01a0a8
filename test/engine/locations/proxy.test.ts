import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { LocationOf } from '../../../electron/contract/locations/registry.ts';
import type { ProbedMonitor } from '../../../electron/contract/monitors/registry.ts';
import { askLocation } from '../../../electron/engine/locations/ask.ts';
import { openBudgets } from '../../../electron/engine/locations/budgets.ts';
import type { Report } from '../../../electron/engine/locations/location.ts';
import { openWork } from '../../../electron/engine/transport/work.ts';
import { testCertificates, type Identity } from '../../support/certificates.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { freePort } from '../../support/ports.ts';
import { httpProxy, knownName, socksProxy, startProxy } from '../../support/proxies.ts';
import { monitorFor } from '../../support/probed.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { httpMonitor } from '../kinds/http/rig.ts';

let target: TargetServer;

beforeEach(async () => {
  target = await startTargetServer();
  onTestFinished(() => target.close());
});

function ask(
  url: string,
  { login = null, at = target.url }: { login?: LocationOf<'proxy'>['login']; at?: string } = {},
): Promise<Report> {
  return askAbout(httpMonitor(at), url, { login });
}

interface Asking {
  readonly login?: LocationOf<'proxy'>['login'];
  readonly clock?: ManualClock;
}

function askAbout(
  monitor: ProbedMonitor,
  url: string,
  { login = null, clock = manualClock() }: Asking = {},
): Promise<Report> {
  const location: LocationOf<'proxy'> = { kind: 'proxy', id: 'out', name: 'Out', source: 'hand', url, login };
  return askLocation(location, monitor, {
    clock,
    logger: recordedLog(),
    version: '1.2.3',
    work: openWork({ clock, maxHandshakes: () => 10 }),
    budgets: openBudgets([], () => undefined),
    purpose: 'confirm',
    finalUrl: null,
    signal: new AbortController().signal,
  });
}

describe('through a proxy', () => {
  test.each(['http', 'socks5'])('of %s the whole check is made, and the name is resolved there', async (scheme) => {
    const port = await (scheme === 'http' ? httpProxy([]) : socksProxy());
    const at = `http://${knownName}:${String(target.port)}/`;
    expect((await ask(`${scheme}://127.0.0.1:${String(port)}`, { at })).check).toMatchObject({
      verdict: 'pass',
      failure: null,
    });
    target.behave({ kind: 'answer', status: 503 });
    expect((await ask(`${scheme}://127.0.0.1:${String(port)}`, { at })).check).toMatchObject({
      verdict: 'fail',
      response: { status: 503 },
    });
    target.behave({ kind: 'answer', status: 429 });
    expect((await ask(`${scheme}://127.0.0.1:${String(port)}`, { at })).check).toMatchObject({
      verdict: 'inconclusive',
      failure: { code: 'refused-there', facts: { status: 429 } },
    });
  });

  test.each(['http', 'socks5'])('of %s a certificate is checked from there', async (scheme) => {
    const { ca, good, expired } = await testCertificates();
    const port = await (scheme === 'http' ? httpProxy([]) : socksProxy());
    const seen = async (identity: Identity): Promise<Report> => {
      const server = createTlsServer(identity, (socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      onTestFinished(() => void server.close());
      const at = (server.address() as AddressInfo).port;
      const certificate = { kind: 'certificate', host: '127.0.0.1', port: at, trustedCertificates: ca } as const;
      const monitor = monitorFor({ ...certificate, assertions: [] });
      return askAbout(monitor, `${scheme}://127.0.0.1:${String(port)}`);
    };
    expect((await seen(good)).check).toMatchObject({ verdict: 'pass', failure: null });
    // Which certificate of the chain has expired depends on the clock, which is the test's.
    const code = expect.stringMatching(/^certificate-(?:chain-)?expired$/u) as string;
    expect((await seen(expired)).check).toMatchObject({ verdict: 'fail', failure: { code } });
  });

  test('the login is sent to the proxy, and nobody else', async () => {
    const heads: string[] = [];
    const login = { username: 'me', password: 'secret' };
    await ask(`http://127.0.0.1:${String(await httpProxy(heads))}`, { login });
    expect(heads[0]).toMatch(/\r\nproxy-authorization: Basic bWU6c2VjcmV0\r\n/iu);
    expect(JSON.stringify(target.requests)).not.toMatch(/authorization/i);
    const { check } = await ask(`socks5://127.0.0.1:${String(await socksProxy(null, 2))}`, { login });
    expect(check.verdict).toBe('pass');
  });

  test.each([
    ['407 Proxy Authentication Required', 'rejected'],
    ['403 Forbidden', 'rejected'],
    ['502 Bad Gateway', 'probe-failed'],
    ['504 Gateway Timeout', 'probe-failed'],
  ])('%s of the proxy is no answer', async (status, why) => {
    const noAnswer = { verdict: 'inconclusive', failure: { code: 'no-answer', facts: { why } } };
    const proxy = `http://127.0.0.1:${String(await httpProxy([], status))}`;
    const tunnelled = monitorFor({ kind: 'tcp', host: '127.0.0.1', port: target.port });
    expect((await askAbout(tunnelled, proxy)).check).toMatchObject(noAnswer);
    const marked = `http://127.0.0.1:${String(await httpProxy([], `${status}\r\nProxy-Status: out; error=x`))}`;
    expect((await ask(marked)).check).toMatchObject(noAnswer);
  });

  test('a request that the proxy forwards and never answers is no answer, and a tunnel that leads nowhere fails', async () => {
    const clock = manualClock();
    const silent = `http://127.0.0.1:${String(await startProxy(() => undefined))}`;
    const forwarded = askAbout(httpMonitor(target.url), silent, { clock });
    await clock.advance(10_000);
    expect((await forwarded).check).toMatchObject({ failure: { code: 'no-answer', facts: { why: 'late' } } });
    // A proxy passes on that the target hung up.
    const closing = await startProxy((socket) => void socket.once('data', () => socket.end()));
    expect((await ask(`http://127.0.0.1:${String(closing)}`)).check).toMatchObject({
      verdict: 'fail',
      failure: { code: 'connection-closed' },
    });
    const { good, ca } = await testCertificates();
    const server = await startTargetServer({ tls: good, behaviour: { kind: 'hang', before: 'headers' } });
    onTestFinished(() => server.close());
    const tunnel = `http://127.0.0.1:${String(await httpProxy([]))}`;
    const tunnelled = askAbout(httpMonitor(server.url, { trustedCertificates: ca }), tunnel, { clock });
    await server.nextRequest();
    await clock.advance(10_000);
    expect((await tunnelled).check).toMatchObject({ verdict: 'fail', failure: { code: 'timed-out' } });
  });

  test.each([
    [1, 'inconclusive', 'no-answer'],
    [2, 'inconclusive', 'no-answer'],
    [3, 'fail', 'no-route'],
    [4, 'fail', 'no-route'],
    [5, 'fail', 'connection-refused'],
    [7, 'inconclusive', 'no-answer'],
  ])('reply %i of SOCKS5 is %s', async (reply, verdict, code) => {
    const port = await socksProxy(reply);
    expect((await ask(`socks5://127.0.0.1:${String(port)}`)).check).toMatchObject({ verdict, failure: { code } });
  });

  test('one that is not there, or speaks something else, is no answer', async () => {
    const gone = await ask(`socks5://127.0.0.1:${String(await freePort())}`);
    expect(gone.check.failure).toMatchObject({
      code: 'no-answer',
      facts: { why: 'unreachable', detail: 'ECONNREFUSED' },
    });
    const port = await startProxy((socket) => void socket.once('data', () => socket.end('hello there\r\n\r\n')));
    expect((await ask(`http://127.0.0.1:${String(port)}`)).check.failure).toMatchObject({ code: 'no-answer' });
    expect((await ask(`socks5://127.0.0.1:${String(port)}`)).check.failure).toMatchObject({ code: 'no-answer' });
  });
});
