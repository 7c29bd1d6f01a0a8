/** What goes wrong with the services behind locations never looks like an outage of a target. */
import fc from 'fast-check';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { MonitorOf } from '../../../electron/contract/monitors/registry.ts';
import type { ProbeFn } from '../../../electron/engine/kinds/kind.ts';
import { remoteCheck } from '../../../electron/engine/locations/location.ts';
import type { Quorum } from '../../../electron/contract/model/location.ts';
import { startFakeExporter, type FakeExporter, type Sight } from '../../support/fake-exporter.ts';
import { startFakeGlobalping, type FakeGlobalping, type Sending } from '../../support/fake-globalping.ts';
import { apiError, failed, finished, pinged, probe, tls } from '../../support/globalping-results.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

let directory: string;
let clock: ManualClock;
let engine: TestEngine;
let api: FakeGlobalping;
let exporter: FakeExporter;
let target: TargetServer;

beforeEach(async () => {
  clock = manualClock();
  directory = tempDirectory(onTestFinished);
  engine = await openTestEngine({ directory, clock, probes: { ping: reply } });
  target = await startTargetServer();
  api = await startFakeGlobalping({ now: clock.now });
  exporter = await startFakeExporter();
  onTestFinished(async () => {
    await engine.stop();
    await target.close();
    expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
  const { locations } = engine.api;
  for (const where of ['Frankfurt', 'Ohio']) {
    const id = where.toLowerCase();
    valueOf(await locations.save({ kind: 'globalping', id, name: where, where, url: api.url }));
  }
  valueOf(await locations.save({ kind: 'blackbox', id: 'office', name: 'Office', url: exporter.url }));
  engine.start();
});

const locations = ['frankfurt', 'ohio', 'office'];

/** Not every system lets its users send pings. */
const reply: ProbeFn<MonitorOf<'ping'>> = (_, { clock: { now } }) =>
  Promise.resolve(remoteCheck(now(), { verdict: 'pass', responseTime: 12 }));

async function add(quorum: Quorum, kind: 'http' | 'ping' = 'http'): Promise<void> {
  const common = { id: 'shop', name: 'Shop', interval: '5m', locations, regionalInterval: '5m', quorum } as const;
  const inputs = { http: { kind: 'http', url: target.url }, ping: { kind: 'ping', host: '127.0.0.1' } } as const;
  const answered = answers();
  valueOf(await engine.api.monitors.create({ ...common, ...inputs[kind] }));
  await passUntil(answered);
}

async function answers(): Promise<void> {
  let left = locations.length;
  await engine.until('locations', () => {
    left -= 1;
    return left === 0;
  });
}

/** So little at a time that what responds at all does so before its time limit. */
const littleMs = 20;

async function passUntil(event: Promise<unknown>): Promise<void> {
  const progress = { isDone: false };
  void event.then(() => (progress.isDone = true));
  while (!progress.isDone) await clock.advance(littleMs);
}

/** The next local check, and what the locations come to. */
async function round(): Promise<void> {
  const { monitors } = valueOf(await engine.api.overview.get(undefined));
  const dueAt = monitors[0]?.nextCheckAt ?? clock.now();
  const answered = answers();
  await clock.advance(Math.max(0, dueAt - clock.now()));
  await passUntil(answered);
}

async function state(): Promise<string | undefined> {
  return valueOf(await engine.api.overview.get(undefined)).monitors[0]?.state;
}

const seen = async (): Promise<readonly string[]> =>
  valueOf(await engine.api.locations.ofMonitor({ monitorId: 'shop' })).map(({ sighting }) => sighting);

test('a service that is down for an hour means no answer, and nothing else', async () => {
  await add('any');
  api.refuse(503, 'upstream connect error');
  exporter.see('broken');
  for (let passed = 0; passed < 12; passed += 1) {
    await round();
    expect(await state()).toBe('up');
    expect(await seen()).toEqual(['no-answer', 'no-answer', 'no-answer']);
  }
  expect(engine.notifications).toEqual([]);
  expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
  expect(valueOf(await engine.api.locations.notes({ monitorId: 'shop', from: 0, to: clock.now() }))).toEqual([]);
  api.report(finished());
  exporter.see('up');
  await round();
  expect(await seen()).toEqual(['up', 'up', 'up']);
});

test('a limit that is reached is kept to until its reset, over a restart as well', async () => {
  await add('most');
  api.rates.remaining = 0;
  api.rates.reset = 1_700;
  api.refuse(429, apiError('rate_limit_exceeded', 'API rate limit exceeded.'), { 'retry-after': '1700' });
  await round();
  const asked = api.posts.length;
  for (let passed = 0; passed < 2; passed += 1) await round();
  await engine.stop();
  engine = await openTestEngine({ directory, clock });
  engine.start();
  for (let passed = 0; passed < 3; passed += 1) await round();
  expect(api.posts.length).toBe(asked);
  expect(await seen()).toEqual(['no-answer', 'no-answer', 'up']);
  const [frankfurt] = valueOf(await engine.api.locations.list(undefined));
  expect(frankfurt?.budget?.spentUntil).toBeGreaterThan(clock.now());
  api.report(finished());
  api.rates.remaining = 250;
  await round();
  expect(await seen()).toEqual(['up', 'up', 'up']);
});

test('a failure that probes of one network alone report is no outage; of two networks it is', async () => {
  await add('most');
  exporter.see('broken');
  api.rates.limit = 100_000;
  api.rates.remaining = 100_000;
  api.report(failed('target'));
  api.probeAt({ Ohio: { ...probe, country: 'US' } });
  for (let passed = 0; passed < 3; passed += 1) await round();
  expect(await seen()).toEqual(['down', 'down', 'no-answer']);
  expect(await state()).toBe('up');
  expect(engine.notifications).toEqual([]);
  api.probeAt({ Ohio: { ...probe, country: 'US', network: 'Amazon' } });
  const down = engine.untilState('shop', 'down');
  await round();
  await round();
  expect((await down).reason).toMatch(/^down from 2 of 3 locations: Frankfurt \(Hetzner\), Ohio \(Amazon\): /);
});

interface Fault {
  readonly name: string;
  readonly begin: () => void;
}

const statuses = [200, 302, 400, 401, 403, 404, 422, 500, 502, 503];
const ways: readonly Sending[] = ['garbage', 'truncated', 'other-shape', 'slow', 'failing'];
const contradicting = pinged([], { stats: { min: 1, avg: 1, max: 1, total: 3, rcv: 3, drop: 0, loss: 0 } });
const silent = [failed('internal'), failed('resolver'), { status: 'offline', rawOutput: '' }, contradicting];
const sights: readonly Sight[] = ['refused', 'broken', 'garbage'];
const turnedAway = [401, 403, 429, 451].map((statusCode) => finished({ statusCode, tls: tls() }));

const faults: readonly Fault[] = [
  ...statuses.map((status) => ({ name: `status ${String(status)}`, begin: () => api.refuse(status, 'whatever') })),
  { name: 'limit', begin: () => api.refuse(429, apiError('rate_limit_exceeded', ''), { 'x-ratelimit-reset': '60' }) },
  { name: 'credits', begin: () => api.refuse(429, apiError('insufficient_credits', '')) },
  ...ways.map((how) => ({ name: how, begin: () => api.send(how) })),
  ...silent.map((result) => ({ name: JSON.stringify(result), begin: () => api.report(result) })),
  ...turnedAway.map((result) => ({ name: JSON.stringify(result), begin: () => api.report(result) })),
  ...sights.map((sight) => ({ name: `exporter ${sight}`, begin: () => exporter.see(sight) })),
];

const kinds = [
  ['web endpoint', 'http', finished()],
  ['host', 'ping', pinged()],
] as const;

test.each(kinds)(
  'no sequence of faults, limits and offline probes makes a %s down',
  { timeout: 120_000 },
  async (_, kind, good) => {
    api.report(good);
    await add('any', kind);
    const mend = (): void => {
      api.report(good);
      api.send('br');
      exporter.see('up');
      api.rates.limit = 100_000;
      api.rates.remaining = 100_000;
    };
    // The faults of one round; the next one begins with all of it mended.
    const roundOf = fc.uniqueArray(fc.constantFrom(...faults), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(roundOf, { minLength: 1, maxLength: 6 }), async (rounds) => {
        for (const begun of rounds) {
          mend();
          for (const { begin } of begun) begin();
          await round();
          expect(await state()).toBe('up');
          expect(await seen()).not.toContain('down');
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
    expect(engine.notifications).toEqual([]);
    expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
  },
);
