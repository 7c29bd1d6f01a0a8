import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { Cancel } from '../../../electron/engine/ports.ts';
import { openLookups } from '../../../electron/engine/lookups/lookups.ts';
import type { Places } from '../../../electron/engine/transport/places.ts';
import { openWork, waitsMs, type Work } from '../../../electron/engine/transport/work.ts';
import { openDeafListener } from '../../support/deaf-listener.ts';
import { holdLookups, type HeldLookups } from '../../support/held-lookups.ts';
import { checkFor } from '../../support/probed.ts';
import { startDnsServer } from '../../support/dns-server.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { probe, httpMonitor, probeContext } from '../kinds/http/rig.ts';

let server: TargetServer;
let clock: ManualClock;
let work: Work;
let system: HeldLookups;

beforeEach(async () => {
  server = await startTargetServer();
  clock = manualClock();
  system = holdLookups();
  work = openWork({ clock, maxHandshakes: () => 1, lookups: openLookups({ clock, start: system.start }) });
});
afterEach(() => server.close());

const check = (url: string, fields: Partial<HttpMonitor> = {}): ReturnType<typeof probe> =>
  probe(httpMonitor(url, fields), probeContext({ clock, work }));

/** All of a body has to be read for it. */
const onBody: Partial<HttpMonitor> = { assertions: [{ on: 'body', is: 'contains', value: 'needle' }] };

/** Takes all places, so that checks have to wait for one. */
function occupy(places: Places): Cancel {
  const frees: Cancel[] = [];
  for (let free = places.tryTake(); free !== null; free = places.tryTake()) frees.push(free);
  return () => {
    for (const free of frees) free();
  };
}

const unheard = { onResult: () => undefined };

/** The same for lookups. */
function occupyLookups(prefix: string): Cancel {
  const hosts = Array.from({ length: 16 }, (_, index) => `${prefix}-${String(index)}.example`);
  const withdrawals = hosts.map((host) => work.lookups.ask({ host, family: 0 }, unheard));
  return () => {
    for (const withdraw of withdrawals) withdraw();
  };
}

describe('waiting for a place', () => {
  test('for a lookup does not count against the target', async () => {
    const free = occupyLookups('first');
    const begunAt = clock.now();
    const checking = check('http://shop.example/');
    await expect.poll(() => work.lookups.waitsMs().length).toBe(1);
    await clock.advance(30_000);
    free();
    await expect.poll(() => system.held()).toContain('shop.example');
    system.answer('shop.example', 'ENOTFOUND');
    expect(await checking).toMatchObject({ verdict: 'fail', at: begunAt + 30_000, phases: { dns: 0 } });
  });

  test('for a lookup that never begins is inconclusive', async () => {
    occupyLookups('first');
    occupyLookups('second');
    const checking = check('http://shop.example/');
    await expect.poll(() => work.lookups.waitsMs().length).toBe(17);
    await clock.advance(60_000);
    expect(await checking).toMatchObject({
      verdict: 'inconclusive',
      failure: { code: 'lookup-not-started', kind: 'internal' },
    });
  });

  test('for a handshake does not count against the target', async () => {
    const free = occupy(work.handshakes.quick);
    const begunAt = clock.now();
    const checking = check(server.url);
    await expect.poll(() => work.handshakes.waitsMs().length).toBe(1);
    await clock.advance(60_000);
    expect(waitsMs(work)).toEqual([60_000]);
    free();
    expect(await checking).toMatchObject({ verdict: 'pass', at: begunAt + 60_000, responseTime: 0 });
    expect(clock.pending()).toBe(0);
  });

  test('for a large body does not count against the target', async () => {
    server.behave({ kind: 'answer', body: `${'x'.repeat(199_994)}needle` });
    const free = occupy(work.bodies.quick);
    const checking = check(server.url, onBody);
    await expect.poll(() => work.bodies.waitsMs().length).toBe(1);
    await clock.advance(60_000);
    free();
    const { verdict, responseTime, response } = await checking;
    expect({ verdict, responseTime, bodyBytes: response?.bodyBytes }).toEqual({
      verdict: 'pass',
      responseTime: 0,
      bodyBytes: 200_000,
    });
    expect(work.bodies.quick.tryTake()).not.toBeNull();
  });

  test('ends when the program stops', async () => {
    occupy(work.handshakes.quick);
    const stopping = new AbortController();
    const checking = probe(httpMonitor(server.url), probeContext({ clock, work, signal: stopping.signal }));
    await expect.poll(() => work.handshakes.waitsMs().length).toBe(1);
    stopping.abort();
    expect(await checking).toMatchObject({ verdict: 'inconclusive' });
    expect(work.handshakes.waitsMs()).toEqual([]);
  });
});

test('a small body needs no place', async () => {
  server.behave({ kind: 'answer', body: 'x'.repeat(60_000) });
  occupy(work.bodies.quick);
  expect(await check(server.url)).toMatchObject({ verdict: 'pass', response: { bodyBytes: 60_000 } });
});

test('an encoded large body waits as well, and is decoded completely', async () => {
  server.behave({ kind: 'bomb', unpackedMiB: 1 });
  const free = occupy(work.bodies.quick);
  const checking = check(server.url, onBody);
  await expect.poll(() => work.bodies.waitsMs().length).toBe(1);
  free();
  expect(await checking).toMatchObject({ response: { bodyBytes: 1_048_576 } });
});

test('a response that is slow in coming keeps nobody from connecting', async () => {
  server.behaveAt('/slow', { kind: 'hang', before: 'headers' });
  const slow = check(`${server.url}/slow`);
  await server.nextRequest();
  expect(await check(`${server.url}/quick`)).toMatchObject({ verdict: 'pass' });
  await clock.advance(10_000);
  expect(await slow).toMatchObject({ verdict: 'fail' });
});

test.runIf(process.platform === 'linux')('targets whose handshakes hang keep nobody else waiting', async () => {
  const deaf = await openDeafListener('127.0.0.2');
  const checkDeaf = (): ReturnType<typeof probe> => check(`http://127.0.0.2:${String(deaf.port)}`);
  const first = checkDeaf();
  await expect.poll(() => work.handshakes.quick.tryTake()).toBeNull();
  await clock.advance(10_000);
  await first;

  const again = [checkDeaf(), checkDeaf(), checkDeaf()];
  await expect.poll(() => work.handshakes.waitsMs().length).toBe(2);
  expect(await check(server.url)).toMatchObject({ verdict: 'pass', responseTime: 0 });
  await clock.advance(10_300);
  expect(await Promise.all(again)).toMatchObject(again.map(() => ({ verdict: 'fail', failure: { kind: 'timeout' } })));
  await deaf.close();
});

test.runIf(process.platform === 'linux')('a handshake that hangs gives its place back after 100 ms', async () => {
  const deaf = await openDeafListener('127.0.0.2');
  const hanging = check(`http://127.0.0.2:${String(deaf.port)}`);
  const waiting = check(server.url);
  await expect.poll(() => work.handshakes.waitsMs().length).toBe(1);
  await clock.advance(99);
  expect(work.handshakes.waitsMs()).toHaveLength(1);
  await clock.advance(1);
  expect(await waiting).toMatchObject({ verdict: 'pass', responseTime: 0 });
  await clock.advance(10_000);
  expect(await hanging).toMatchObject({ verdict: 'fail', failure: { kind: 'timeout' } });
  await deaf.close();
});

describe('what hangs once keeps nobody of its kind waiting the next time:', () => {
  test.skipIf(process.platform === 'win32')('commands', async () => {
    const command = ['sleep', '60'];
    const hanging = checkFor({ kind: 'command', command }, { clock, work, allowsCommands: () => true });
    await clock.advance(10_000);
    expect(await hanging).toMatchObject({ failure: { code: 'command-timed-out' } });
    occupy(work.commands.slow);
    void checkFor({ kind: 'command', command }, { clock, work, allowsCommands: () => true });
    const healthy = await checkFor({ kind: 'command', command: ['true'] }, { clock, work, allowsCommands: () => true });
    expect([healthy.verdict, work.commands.waitsMs()]).toEqual(['pass', [0]]);
  });

  test('DNS questions', async () => {
    const silent = await startDnsServer({ records: {}, raw: () => null });
    const zone = await startDnsServer({ records: { 'example.test A': [Buffer.from([127, 0, 0, 1])] } });
    const ask = (resolver: string): ReturnType<typeof checkFor> =>
      checkFor({ kind: 'dns', host: 'example.test', resolver }, { clock, work });
    const hanging = ask(silent.address);
    await clock.advance(10_000);
    expect(await hanging).toMatchObject({ verdict: 'fail' });
    occupy(work.queries.slow);
    void ask(silent.address);
    expect([(await ask(zone.address)).verdict, work.queries.waitsMs()]).toEqual(['pass', [0]]);
  });

  test('large bodies', async () => {
    server.behaveAt('/large', { kind: 'answer', body: `${'x'.repeat(199_994)}needle` });
    work.bodies.note('127.0.0.1', 1_000);
    const free = occupy(work.bodies.slow);
    const slow = check(`${server.url}/large`, onBody);
    await expect.poll(() => work.bodies.slow.waitsMs()).toHaveLength(1);
    expect(work.bodies.quick.tryTake()).not.toBeNull();
    free();
    expect(await slow).toMatchObject({ verdict: 'pass' });
    expect(work.bodies.placesFor('127.0.0.1')).toBe(work.bodies.quick);
  });
});
