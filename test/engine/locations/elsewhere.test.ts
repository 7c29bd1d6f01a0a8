import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { LocationView, MonitorLocation } from '../../../electron/contract/calls/locations.ts';
import type { MonitorInput } from '../../../electron/contract/monitors/registry.ts';
import { startFakeExporter, type FakeExporter } from '../../support/fake-exporter.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';
import { recentChecks } from '../../../electron/contract/model/recent-checks.ts';

let directory: string;
let clock: ManualClock;
let engine: TestEngine;
let target: TargetServer;
let exporters: readonly FakeExporter[];

beforeEach(async () => {
  clock = manualClock();
  directory = tempDirectory(onTestFinished);
  engine = await openTestEngine({ directory, clock });
  target = await startTargetServer();
  exporters = [await startFakeExporter(), await startFakeExporter()];
  onTestFinished(async () => {
    await engine.stop();
    await target.close();
    expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
  for (const [index, name] of ['Frankfurt', 'Ohio'].entries()) {
    const url = exporters[index]?.url ?? '';
    valueOf(await engine.api.locations.save({ kind: 'blackbox', id: name.toLowerCase(), name, url }));
  }
  engine.start();
});

type HttpInput = Extract<MonitorInput, { kind: 'http' }>;

async function add(input: Partial<HttpInput> = {}): Promise<void> {
  valueOf(
    await engine.api.monitors.create({
      kind: 'http',
      id: 'shop',
      name: 'Shop',
      url: target.url,
      locations: ['frankfurt', 'ohio'],
      ...input,
    }),
  );
}

function see(sights: readonly Parameters<FakeExporter['see']>[0][]): void {
  exporters.forEach((exporter, index) => exporter.see(sights[index] ?? 'up'));
}

/** Resolves when so many locations have answered from now on. */
async function answers(count: number): Promise<void> {
  let left = count;
  await engine.until('locations', () => {
    left -= 1;
    return left === 0;
  });
}

/** The next local check, and what the locations answer to it. */
async function checkAndAsk(ms: number, count = 2): Promise<void> {
  const answered = answers(count);
  await clock.advance(ms);
  await answered;
}

async function summary(): Promise<{ state: string; reason: string | null }> {
  const { monitors } = valueOf(await engine.api.overview.get(undefined));
  const { state = '', reason = null } = monitors[0] ?? {};
  return { state, reason };
}

async function rows(): Promise<readonly MonitorLocation[]> {
  return valueOf(await engine.api.locations.ofMonitor({ monitorId: 'shop' }));
}

/** What each location did when it was asked last. */
async function lasts(): Promise<readonly LocationView['last'][]> {
  return valueOf(await engine.api.locations.list(undefined)).map(({ last }) => last);
}

describe('a monitor with locations', () => {
  test('that fails everywhere is down once confirmed, and its alert lists the locations', async () => {
    target.behave({ kind: 'answer', status: 503 });
    see(['down', 'down']);
    const answered = answers(2);
    await add();
    await clock.advance(0);
    await answered;
    expect((await summary()).state).toBe('failing');
    const down = engine.untilState('shop', 'down');
    await clock.advance(5_000);
    const { reason } = await down;
    expect(reason).toBe('down from 3 of 3 locations: this computer, Frankfurt, Ohio: status 503, expected 200-299');
    const [incident] = valueOf(await engine.api.incidents.list({})).items;
    expect(incident).toMatchObject({ endedAt: null, failure: { kind: 'assertion' } });
    expect((incident?.confirmedAt ?? 0) - (incident?.startedAt ?? 0)).toBeLessThan(30_000);
    const detail = valueOf(await engine.api.incidents.get({ id: incident?.id ?? 0 }));
    expect(detail.locations).toMatchObject([
      { name: 'Frankfurt', spans: [{ state: 'down', to: null }], failure: { verdict: 'fail' } },
      { name: 'Ohio', spans: [{ state: 'down', to: null }], failure: { verdict: 'fail' } },
    ]);
    const at = detail.locations[0]?.failure?.at ?? 0;
    const evidence = await engine.api.history.check({ monitorId: 'shop', locationId: 'frankfurt', at });
    expect(valueOf(evidence).failure?.code).toBe('reported-by-location');
  });

  test('that fails here alone is degraded, and says from where it is good', async () => {
    target.behave({ kind: 'reset', at: 'request' });
    const degraded = engine.untilState('shop', 'degraded');
    const answered = answers(2);
    await add();
    await clock.advance(0);
    await answered;
    await clock.advance(5_000);
    const { reason } = await degraded;
    expect(reason).toMatch(/^cannot be reached from this computer; reachable from Frankfurt, Ohio \(.+\)$/);
    expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
    const up = engine.untilState('shop', 'up');
    target.behave({ kind: 'answer' });
    await clock.advance(60_000);
    await up;
  });

  test('becomes down by its own rule where no location can tell', async () => {
    target.behave({ kind: 'answer', status: 503 });
    see(['broken', 'garbage']);
    const answered = answers(2);
    await add();
    await clock.advance(0);
    await answered;
    const down = engine.untilState('shop', 'down');
    await clock.advance(5_000);
    expect((await down).reason).toBe('status 503, expected 200-299 (seen from this computer only)');
  });

  test('is decided after 18 s by whoever has answered', async () => {
    target.behave({ kind: 'answer', status: 503 });
    see(['down', 'hangs']);
    const answered = answers(1);
    await add();
    await clock.advance(0);
    await answered;
    const failing = engine.until('monitor', ({ monitor }) => monitor.state === 'failing');
    await clock.advance(5_000);
    expect((await summary()).state).toBe('failing');
    void failing;
    const down = engine.untilState('shop', 'down');
    await clock.advance(13_000);
    expect((await down).reason).toMatch(/^down from 2 of 2 locations: this computer, Frankfurt: /);
    expect(await rows()).toMatchObject([{ sighting: 'down' }, { sighting: 'no-answer', reason: 'no answer in time' }]);
    expect(await lasts()).toMatchObject([{ silence: null }, { silence: 'no answer in time' }]);
  });

  test('that fails elsewhere alone is degraded, down after a second round, and up after two good ones', async () => {
    see(['down', 'down']);
    const first = answers(2);
    const degraded = engine.untilState('shop', 'degraded');
    await add({ regionalInterval: '60s' });
    await clock.advance(0);
    await first;
    expect((await degraded).reason).toMatch(
      /^reachable from this computer only; down from Frankfurt, Ohio: .+ refused$/,
    );
    const down = engine.untilState('shop', 'down');
    await checkAndAsk(60_000);
    expect((await down).reason).toMatch(/^down from 2 of 3 locations: Frankfurt, Ohio: .+\. This computer: 200 in /);
    see(['up', 'up']);
    await checkAndAsk(60_000);
    await checkAndAsk(60_000);
    const up = engine.untilState('shop', 'up');
    await clock.advance(5_000);
    await clock.advance(60_000);
    await up;
    const [incident] = valueOf(await engine.api.incidents.list({})).items;
    expect(incident?.endedAt).not.toBeNull();
    expect(valueOf(await engine.api.incidents.get({ id: incident?.id ?? 0 })).firstFailure).toBeNull();
  });

  test('that failed elsewhere alone in one round is up after a good one, and nothing has been an outage', async () => {
    see(['down', 'down']);
    const first = answers(2);
    const degraded = engine.untilState('shop', 'degraded');
    await add({ regionalInterval: '60s' });
    await clock.advance(0);
    await first;
    await degraded;
    see(['up', 'up']);
    await checkAndAsk(60_000);
    const up = engine.untilState('shop', 'up');
    await clock.advance(60_000);
    await up;
    expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
  });

  test('that failed elsewhere alone is up again once its locations have been silent for two rounds', async () => {
    see(['down', 'down']);
    const first = answers(2);
    const degraded = engine.untilState('shop', 'degraded');
    await add({ regionalInterval: '60s' });
    await clock.advance(0);
    await first;
    const { reason } = await degraded;
    see(['broken', 'garbage']);
    await checkAndAsk(60_000);
    expect(await summary()).toEqual({ state: 'degraded', reason });
    await checkAndAsk(60_000);
    const up = engine.untilState('shop', 'up');
    await clock.advance(60_000);
    expect((await up).reason).toBeNull();
  });

  test('stays degraded over a restart between the two rounds of a regional outage', async () => {
    see(['down', 'down']);
    const first = answers(2);
    const degraded = engine.untilState('shop', 'degraded');
    await add({ regionalInterval: '60s' });
    await clock.advance(0);
    await first;
    const { reason } = await degraded;
    await engine.stop();
    engine = await openTestEngine({ directory, clock });
    engine.start();
    expect(await summary()).toEqual({ state: 'degraded', reason });
    const down = engine.untilState('shop', 'down');
    await checkAndAsk(120_000);
    expect((await down).reason).toMatch(/^down from 2 of 3 locations: Frankfurt, Ohio: /);
  });

  test('never becomes down for what goes wrong with the locations themselves', async () => {
    see(['broken', 'garbage']);
    const first = answers(2);
    await add({ regionalInterval: '60s', quorum: 'any' });
    await clock.advance(0);
    await first;
    for (const sights of [
      ['garbage', 'broken'],
      ['refused', 'refused'],
      ['broken', 'broken'],
      ['refused', 'garbage'],
    ] as const) {
      see(sights);
      await checkAndAsk(60_000);
      expect((await summary()).state).toBe('up');
    }
    expect(await rows()).toMatchObject([
      { name: 'Frankfurt', sighting: 'refused', reason: 'rejected with status 403' },
      { name: 'Ohio', sighting: 'no-answer' },
    ]);
    expect(engine.notifications).toEqual([]);
  });

  test('keeps a history of each location, and notes one that fails again and again', async () => {
    see(['down', 'up']);
    const first = answers(2);
    await add({ regionalInterval: '60s' });
    await clock.advance(0);
    await first;
    await checkAndAsk(60_000);
    await checkAndAsk(60_000);
    const [frankfurt, ohio] = await rows();
    expect(frankfurt).toMatchObject({
      sighting: 'down',
      isNoted: true,
      reason: 'Error for HTTP request: Get "http://x/": connection refused',
    });
    expect(recentChecks(frankfurt?.recent ?? []).map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'fail']);
    expect(ohio).toMatchObject({
      sighting: 'up',
      isNoted: false,
      reason: null,
      responseTime: 31.6,
      p50: 31.6,
      p95: 31.6,
    });
    expect((await summary()).state).toBe('up');
    expect(engine.notifications).toEqual([]);
    const notedAt = clock.now();
    see(['up', 'up']);
    await checkAndAsk(60_000);
    expect(valueOf(await engine.api.locations.notes({ monitorId: 'shop', from: 0, to: clock.now() }))).toEqual([
      { locationId: 'frankfurt', from: notedAt, to: clock.now() },
    ]);
    expect((await rows()).map(({ isNoted }) => isNoted)).toEqual([false, false]);
  });

  test('keeps a note over a restart, until the location is good again', async () => {
    see(['down', 'up']);
    const first = answers(2);
    await add({ regionalInterval: '60s' });
    await clock.advance(0);
    await first;
    await checkAndAsk(60_000);
    await checkAndAsk(60_000);
    expect((await rows()).map(({ isNoted }) => isNoted)).toEqual([true, false]);
    await engine.stop();
    engine = await openTestEngine({ directory, clock });
    engine.start();
    expect((await rows()).map(({ isNoted }) => isNoted)).toEqual([true, false]);
    // A start spreads the checks over one interval, and the rounds over another.
    await checkAndAsk(120_000);
    expect((await rows()).map(({ isNoted }) => isNoted)).toEqual([true, false]);
    see(['up', 'up']);
    await checkAndAsk(60_000);
    expect((await rows()).map(({ isNoted }) => isNoted)).toEqual([false, false]);
  });

  test('ends the note of a location that it no longer names', async () => {
    see(['down', 'up']);
    const first = answers(2);
    await add({ regionalInterval: '60s' });
    await clock.advance(0);
    await first;
    await checkAndAsk(60_000);
    await checkAndAsk(60_000);
    const again = answers(1);
    valueOf(await engine.api.monitors.update({ kind: 'http', id: 'shop', locations: ['ohio'] }));
    await clock.advance(60_000);
    await again;
    await clock.advance(0);
    const [note] = valueOf(await engine.api.locations.notes({ monitorId: 'shop', from: 0, to: clock.now() }));
    expect(note).toMatchObject({ locationId: 'frankfurt', to: clock.now() });
  });

  test('has checks, evidence, response times and states of each location', async () => {
    see(['down', 'up']);
    const first = answers(2);
    await add({ regionalInterval: '60s' });
    const startedAt = clock.now();
    await clock.advance(0);
    await first;
    const { history } = engine.api;
    const frankfurt = { monitorId: 'shop', locationId: 'frankfurt' };
    const [failed] = valueOf(await history.checks(frankfurt)).items;
    expect(failed).toMatchObject({ at: startedAt, verdict: 'fail' });
    expect(valueOf(await history.check({ ...frankfurt, at: startedAt }))).toMatchObject({
      failure: { code: 'reported-by-location', message: expect.stringContaining('connection refused') as string },
    });
    const today = { from: startedAt, to: startedAt + 60_000 };
    const ohio = { monitorId: 'shop', locationId: 'ohio' };
    expect(valueOf(await history.series({ ...ohio, ...today })).p50).toEqual([31.6]);
    expect(valueOf(await history.spans({ ...ohio, ...today }))).toEqual([{ state: 'up', from: startedAt, to: null }]);
    expect(valueOf(await history.spans({ ...frankfurt, ...today }))).toMatchObject([{ state: 'down' }]);
    expect(await history.checks({ monitorId: 'shop', locationId: 'mars' })).toMatchObject({ ok: false });
  });

  test('is seen as outdated by a location that has not answered for two rounds', async () => {
    const first = answers(2);
    await add({ regionalInterval: '60s' });
    await clock.advance(0);
    await first;
    expect((await rows()).map(({ isOutdated }) => isOutdated)).toEqual([false, false]);
    expect(await lasts()).toMatchObject([{ isOutdated: false }, { isOutdated: false }]);
    valueOf(await engine.api.monitors.pause({ id: 'shop' }));
    await clock.advance(120_001);
    expect((await rows()).map(({ isOutdated }) => isOutdated)).toEqual([true, true]);
    // Nobody waits for an answer about a paused monitor.
    expect(await lasts()).toMatchObject([{ isOutdated: false }, { isOutdated: false }]);
  });

  test('asks only to confirm where regional rounds are off', async () => {
    await add({ regionalInterval: null });
    const up = engine.untilState('shop', 'up');
    await clock.advance(0);
    await up;
    await clock.advance(600_000);
    expect(exporters.flatMap(({ requests }) => requests)).toEqual([]);
  });
});

describe('an exporter', () => {
  test('is given the target, its module and a timeout, and asked for the reason of a failure', async () => {
    see(['down', 'up']);
    const first = answers(2);
    await add({ timeout: '9s' });
    await clock.advance(0);
    await first;
    const [asked, again, ...more] = exporters[0]?.requests ?? [];
    expect(asked?.timeout).toBe('9.5');
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({ target: target.url, module: 'http_2xx' });
    expect(again?.query.get('debug')).toBe('true');
    expect(more).toEqual([]);
  });

  test('is tried on demand', async () => {
    see(['down', 'up']);
    const url = 'http://127.0.0.1:1/';
    expect(valueOf(await engine.api.locations.test({ id: 'frankfurt', url }))).toMatchObject({
      sighting: 'down',
      budget: null,
    });
    expect(valueOf(await engine.api.locations.test({ id: 'ohio', url }))).toMatchObject({
      sighting: 'up',
      responseTime: 31.6,
    });
  });

  test('is tried with whatever can be monitored, as far as it can probe that', async () => {
    const { locations } = engine.api;
    for (const url of [
      'ping router.example.com',
      'cert://shop.example.com',
      'dns://192.0.2.53/shop.example.com?type=MX',
    ]) {
      expect(valueOf(await locations.test({ id: 'ohio', url }))).toMatchObject({
        sighting: expect.any(String) as string,
      });
    }
    expect(exporters[1]?.requests.map(({ query }) => [query.get('module'), query.get('target')])).toEqual([
      ['icmp', 'router.example.com'],
      ['tls_connect', 'shop.example.com:443'],
      ['dns_location_test', '192.0.2.53:53'],
    ]);
    const fields = { url: 'Ohio can probe this monitor only if resolver is set' };
    expect(await locations.test({ id: 'ohio', url: 'dns://shop.example.com' })).toMatchObject({ error: { fields } });
    expect(await locations.test({ id: 'ohio', url: 'domain example.com' })).toMatchObject({
      error: { code: 'invalid' },
    });
    expect(exporters[1]?.requests).toHaveLength(3);
  });

  test('cannot be deleted while a monitor uses it', async () => {
    await add();
    const refused = await engine.api.locations.delete({ id: 'ohio' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } });
    valueOf(await engine.api.monitors.update({ kind: 'http', id: 'shop', locations: [] }));
    valueOf(await engine.api.locations.delete({ id: 'ohio' }));
    expect(valueOf(await engine.api.locations.list(undefined))).toMatchObject([{ id: 'frankfurt', monitors: 0 }]);
  });
});
