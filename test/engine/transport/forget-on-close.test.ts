/** Node announces every connection and stream that a check opens: by the module that bundles go without under its full name. */
import { channel } from 'diagnostics_channel';
import type { EventEmitter } from 'node:events';
import type { ClientHttp2Stream } from 'node:http2';
import { expect, onTestFinished, test } from 'vitest';
import { testCertificates } from '../../support/certificates.ts';
import { startHttp2Server } from '../../support/http2-server.ts';
import { startTargetServer } from '../../support/target-server.ts';
import { check } from '../kinds/http/rig.ts';

function listen(name: string, note: (message: unknown) => void): void {
  channel(name).subscribe(note);
  onTestFinished(() => {
    channel(name).unsubscribe(note);
  });
}

/** All that is opened until the test ends: connections, and sessions and streams of HTTP/2. */
function watchOpened(): readonly EventEmitter[] {
  const opened: EventEmitter[] = [];
  listen('net.client.socket', (message) => opened.push((message as { readonly socket: EventEmitter }).socket));
  listen('http2.client.stream.created', (message) => {
    const { stream } = message as { readonly stream: ClientHttp2Stream };
    opened.push(stream, ...(stream.session === undefined ? [] : [stream.session]));
  });
  return opened;
}

async function startTls(identity: 'good' | 'expired') {
  const certificates = await testCertificates();
  const server = await startTargetServer({ tls: certificates[identity] });
  onTestFinished(() => server.close());
  return { url: server.url, trustedCa: [certificates.ca] };
}

test.each([
  { identity: 'good', verdict: 'pass' },
  { identity: 'expired', verdict: 'fail' },
] as const)('a check keeps no listeners of its connection: $identity certificate', async ({ identity, verdict }) => {
  const { url, trustedCa } = await startTls(identity);
  const opened = watchOpened();
  expect((await check(url, {}, { trustedCa })).verdict).toBe(verdict);
  expect(opened).toHaveLength(1);
  await expect.poll(() => opened.map((closing) => closing.eventNames())).toEqual([[]]);
});

test('a check over HTTP/2 keeps no listeners of its connection, session and stream', async () => {
  const { good, ca } = await testCertificates();
  const { url } = await startHttp2Server(good, (stream) => {
    stream.respond({ ':status': 200 });
    stream.end('hello');
  });
  const opened = watchOpened();
  expect((await check(url, {}, { trustedCa: [ca] })).verdict).toBe('pass');
  expect(opened).toHaveLength(3);
  await expect.poll(() => opened.map((closing) => closing.eventNames())).toEqual([[], [], []]);
});
