import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AnchorResult } from '../../../electron/engine/network/anchors.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

let clock: ManualClock;
let engine: TestEngine;
let server: Server;
let internet: AnchorResult;
let url: string;
let status: number;

beforeEach(async () => {
  clock = manualClock();
  internet = 'reached';
  status = 200;
  server = createServer((_request, response) => response.writeHead(status).end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  engine = await openTestEngine({
    directory: tempDirectory(onTestFinished),
    clock,
    askAnchor: () => Promise.resolve(internet),
  });
  engine.start();
});
afterEach(async () => {
  await engine.stop();
  server.close();
});

/** No name server knows it, so whether it is down is a question of whether this computer is online. */
const farUrl = 'http://far-away.invalid/';

async function check(id: string): Promise<string> {
  return valueOf(await engine.api.monitors.checkNow({ id })).verdict;
}
async function add(id: string, target: string, failAfter = 2): Promise<void> {
  valueOf(await engine.api.monitors.create({ id, kind: 'http', url: target, interval: '60s', failAfter }));
}
async function stateOf(id: string): Promise<string | undefined> {
  return valueOf(await engine.api.overview.get(undefined)).monitors.find((monitor) => monitor.id === id)?.state;
}

it('while offline, internet targets are inconclusive and local ones still go down', async () => {
  await add('far', farUrl, 1);
  await add('near', url, 1);
  internet = 'nothing';
  status = 503;
  expect(await check('far')).toBe('inconclusive');
  expect(await check('near')).toBe('fail');
  expect(await stateOf('near')).toBe('down');
  expect(await stateOf('far')).not.toBe('down');
  expect(valueOf(await engine.api.overview.get(undefined)).connection).toBe('offline');
  const titles = engine.notifications.map(({ title }) => title);
  expect(titles.filter((title) => title === 'You are offline')).toHaveLength(1);
});

it('back online, inconclusive monitors are checked again, and one summary is shown', async () => {
  await add('far', farUrl, 1);
  internet = 'nothing';
  expect(await check('far')).toBe('inconclusive');
  await clock.advance(120_000);
  internet = 'reached';
  const down = engine.untilState('far', 'down');
  await clock.advance(25_000);
  await down;
  await clock.advance(2_000);
  const titles = engine.notifications.map(({ title }) => title);
  expect(titles.filter((title) => title === 'You are offline')).toHaveLength(1);
  expect(titles.filter((title) => title.startsWith('Back online after'))).toHaveLength(1);
});

it('after a sleep the time in between is unknown, and the first failure does not alert', async () => {
  await add('near', url, 1);
  expect(await check('near')).toBe('pass');
  await clock.advance(1_000);
  expect(await check('near')).toBe('pass');
  const asleepAt = clock.now();
  clock.set(clock.now() + 8 * 3_600_000);
  status = 503;
  engine.wake();
  await engine.untilState('near', 'unknown');
  clock.set(clock.now() + 1_000);
  expect(await check('near')).toBe('fail');
  expect(await stateOf('near')).toBe('failing');
  expect(engine.notifications).toEqual([]);
  expect(await check('near')).toBe('fail');
  expect(await stateOf('near')).toBe('down');
  const spans = valueOf(await engine.api.history.spans({ monitorId: 'near', from: 0, to: clock.now() + 1 }));
  expect(spans.map(({ state }) => state)).toEqual(['up', 'unknown', 'down']);
  expect((spans[1]?.from ?? 0) - asleepAt).toBeLessThan(6_000);
});

it('an announced short sleep is detected by the clocks too, in any order', async () => {
  await add('near', url, 1);
  expect(await check('near')).toBe('pass');
  await clock.advance(1_000);
  expect(await check('near')).toBe('pass');
  engine.sleep();
  clock.set(clock.now() + 10_000);
  await clock.advance(5_000);
  engine.wake();
  status = 503;
  expect(await check('near')).toBe('fail');
  expect(await stateOf('near')).toBe('failing');
  expect(await check('near')).toBe('fail');
  expect(await stateOf('near')).toBe('down');
});

describe('a lost network', () => {
  const titles = (): readonly string[] => engine.notifications.map(({ title }) => title);
  const connection = async (): Promise<string> => valueOf(await engine.api.overview.get(undefined)).connection;
  const asleepMs = 8 * 3_600_000;

  it('is not reported when the computer goes to sleep', async () => {
    await add('far', farUrl, 1);
    engine.sleep();
    internet = 'nothing';
    expect(await check('far')).toBe('inconclusive');
    expect(await connection()).toBe('offline');
    clock.set(clock.now() + asleepMs);
    engine.wake();
    internet = 'reached';
    await clock.advance(120_000);
    expect(await connection()).toBe('online');
    expect(titles().filter((title) => !title.includes('far'))).toEqual([]);
  });

  it.each(['told', 'not told'])(
    'for a few seconds after a sleep is none either, which the engine was %s of',
    async (how) => {
      await add('far', farUrl, 1);
      internet = 'nothing';
      clock.set(clock.now() + asleepMs);
      if (how === 'told') engine.wake();
      await clock.advance(12_000);
      expect(await connection()).toBe('offline');
      internet = 'reached';
      await clock.advance(120_000);
      expect(await connection()).toBe('online');
      expect(titles().filter((title) => !title.includes('far'))).toEqual([]);
    },
  );

  it('is reported once if it lasts, and once when it is back', async () => {
    await add('far', farUrl, 1);
    internet = 'nothing';
    engine.sleep();
    clock.set(clock.now() + asleepMs);
    engine.wake();
    await clock.advance(14_000);
    expect(titles()).toEqual([]);
    await clock.advance(60_000);
    expect(titles()).toEqual(['You are offline']);
    internet = 'reached';
    await clock.advance(80_000);
    expect(titles().filter((title) => !title.includes('far'))).toEqual([
      'You are offline',
      expect.stringMatching(/^Back online after/),
    ]);
  });

  it('is reported even if the clock was far ahead when the computer went to sleep', async () => {
    await add('far', farUrl, 1);
    engine.sleep();
    internet = 'nothing';
    expect(await check('far')).toBe('inconclusive');
    clock.set(clock.now() - 2 * 3_600_000);
    engine.wake();
    await clock.advance(60_000);
    expect(titles()).toEqual(['You are offline']);
  });

  it('is reported if the computer did not sleep after all', async () => {
    await add('far', farUrl, 1);
    engine.sleep();
    internet = 'nothing';
    expect(await check('far')).toBe('inconclusive');
    await clock.advance(30_000);
    expect(titles()).toEqual(['You are offline']);
  });
});

it('a heartbeat deadline moves by the time in which this computer slept', async () => {
  const token = 'nightly-job-0123456789';
  valueOf(
    await engine.api.monitors.create({ id: 'job', kind: 'heartbeat', schedule: { every: '10m' }, grace: '1m', token }),
  );
  const ping = {
    token,
    kind: 'success',
    exitCode: null,
    runId: null,
    body: '',
    remoteAddress: '',
    userAgent: '',
  } as const;
  await engine.receivePing(ping);
  await clock.advance(60_000);
  clock.set(clock.now() + 3_600_000);
  await clock.advance(60_000);
  expect(await stateOf('job')).toBe('up');
  await clock.advance(10 * 60_000);
  expect(await stateOf('job')).toBe('down');
});
