/** What is kept of each location, and what is noted of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { recentChecks } from '../../../electron/contract/model/recent-checks.ts';
import { openEngineWithExporters, type EngineWithExporters } from '../../support/engine-with-exporters.ts';
import { valueOf } from '../../support/test-engine.ts';

let engine: EngineWithExporters;

beforeEach(async () => {
  engine = await openEngineWithExporters();
});

describe('a monitor with locations', () => {
  test('keeps a history of each location, and notes one that fails again and again', async () => {
    engine.see(['down', 'up']);
    await engine.addAndAsk({ regionalInterval: '60s' });
    await engine.checkAndAsk(60_000);
    await engine.checkAndAsk(60_000);
    const [frankfurt, ohio] = await engine.rows();
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
    expect((await engine.summary()).state).toBe('up');
    expect(engine.notifications).toEqual([]);
    const notedAt = engine.clock.now();
    engine.see(['up', 'up']);
    await engine.checkAndAsk(60_000);
    expect(valueOf(await engine.api.locations.notes({ monitorId: 'shop', from: 0, to: engine.clock.now() }))).toEqual([
      { locationId: 'frankfurt', from: notedAt, to: engine.clock.now() },
    ]);
    expect((await engine.rows()).map(({ isNoted }) => isNoted)).toEqual([false, false]);
  });

  test('keeps a note over a restart, until the location is good again', async () => {
    engine.see(['down', 'up']);
    await engine.addAndAsk({ regionalInterval: '60s' });
    await engine.checkAndAsk(60_000);
    await engine.checkAndAsk(60_000);
    expect((await engine.rows()).map(({ isNoted }) => isNoted)).toEqual([true, false]);
    await engine.restart();
    expect((await engine.rows()).map(({ isNoted }) => isNoted)).toEqual([true, false]);
    // A start spreads the checks over one interval, and the rounds over another.
    await engine.checkAndAsk(120_000);
    expect((await engine.rows()).map(({ isNoted }) => isNoted)).toEqual([true, false]);
    engine.see(['up', 'up']);
    await engine.checkAndAsk(60_000);
    expect((await engine.rows()).map(({ isNoted }) => isNoted)).toEqual([false, false]);
  });

  test('ends the note of a location that it no longer names', async () => {
    engine.see(['down', 'up']);
    await engine.addAndAsk({ regionalInterval: '60s' });
    await engine.checkAndAsk(60_000);
    await engine.checkAndAsk(60_000);
    const again = engine.answers(1);
    valueOf(await engine.api.monitors.update({ kind: 'http', id: 'shop', locations: ['ohio'] }));
    await engine.clock.advance(60_000);
    await again;
    await engine.clock.advance(0);
    const [note] = valueOf(await engine.api.locations.notes({ monitorId: 'shop', from: 0, to: engine.clock.now() }));
    expect(note).toMatchObject({ locationId: 'frankfurt', to: engine.clock.now() });
  });

  test('has checks, evidence, response times and states of each location', async () => {
    engine.see(['down', 'up']);
    const startedAt = engine.clock.now();
    await engine.addAndAsk({ regionalInterval: '60s' });
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

  /** Of both locations, in both lists. */
  async function outdated(): Promise<readonly unknown[]> {
    return [...(await engine.rows()), ...(await engine.lasts())].map((seen) => seen?.isOutdated);
  }

  test('is seen as outdated by a location that has not answered for two rounds', async () => {
    await engine.addAndAsk({ regionalInterval: '60s' });
    expect(await outdated()).toEqual([false, false, false, false]);
    engine.clock.set(engine.clock.now() + 120_001);
    expect(await outdated()).toEqual([true, true, true, true]);
  });

  test('is not seen as outdated for the time in which it was paused', async () => {
    await engine.addAndAsk({ regionalInterval: '60s' });
    valueOf(await engine.api.monitors.pause({ id: 'shop' }));
    await engine.clock.advance(120_001);
    expect(await outdated()).toEqual([false, false, false, false]);
    valueOf(await engine.api.monitors.resume({ id: 'shop' }));
    expect(await outdated()).toEqual([false, false, false, false]);
  });
});
