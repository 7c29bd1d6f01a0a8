/** What several locations together make of a monitor. */
import { beforeEach, describe, expect, test } from 'vitest';
import { openEngineWithExporters, type EngineWithExporters } from '../../support/engine-with-exporters.ts';
import { valueOf } from '../../support/test-engine.ts';

let engine: EngineWithExporters;

beforeEach(async () => {
  engine = await openEngineWithExporters();
});

describe('a monitor with locations', () => {
  test('that fails everywhere is down once confirmed, and its alert lists the locations', async () => {
    engine.target.behave({ kind: 'answer', status: 503 });
    engine.see(['down', 'down']);
    await engine.addAndAsk();
    expect((await engine.summary()).state).toBe('failing');
    const down = engine.untilState('shop', 'down');
    await engine.clock.advance(5_000);
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
    engine.target.behave({ kind: 'reset', at: 'request' });
    const degraded = engine.untilState('shop', 'degraded');
    await engine.addAndAsk();
    await engine.clock.advance(5_000);
    const { reason } = await degraded;
    expect(reason).toMatch(/^cannot be reached from this computer; reachable from Frankfurt, Ohio \(.+\)$/);
    expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
    const up = engine.untilState('shop', 'up');
    engine.target.behave({ kind: 'answer' });
    await engine.clock.advance(60_000);
    await up;
  });

  test('becomes down by its own rule where no location can tell', async () => {
    engine.target.behave({ kind: 'answer', status: 503 });
    engine.see(['broken', 'garbage']);
    await engine.addAndAsk();
    const down = engine.untilState('shop', 'down');
    await engine.clock.advance(5_000);
    expect((await down).reason).toBe('status 503, expected 200-299 (seen from this computer only)');
  });

  test('is decided after 18 s by whoever has answered', async () => {
    engine.target.behave({ kind: 'answer', status: 503 });
    engine.see(['down', 'hangs']);
    await engine.addAndAsk({}, 1);
    const failing = engine.until('monitor', ({ monitor }) => monitor.state === 'failing');
    await engine.clock.advance(5_000);
    expect((await engine.summary()).state).toBe('failing');
    void failing;
    const down = engine.untilState('shop', 'down');
    await engine.clock.advance(13_000);
    expect((await down).reason).toMatch(/^down from 2 of 2 locations: this computer, Frankfurt: /);
    expect(await engine.rows()).toMatchObject([
      { sighting: 'down' },
      { sighting: 'no-answer', reason: 'no answer in time' },
    ]);
    expect(await engine.lasts()).toMatchObject([{ silence: null }, { silence: 'no answer in time' }]);
  });

  test('that fails elsewhere alone is degraded, down after a second round, and up after two good ones', async () => {
    engine.see(['down', 'down']);
    const degraded = engine.untilState('shop', 'degraded');
    await engine.addAndAsk({ regionalInterval: '60s' });
    expect((await degraded).reason).toMatch(
      /^reachable from this computer only; down from Frankfurt, Ohio: .+ refused$/,
    );
    const down = engine.untilState('shop', 'down');
    await engine.checkAndAsk(60_000);
    expect((await down).reason).toMatch(/^down from 2 of 3 locations: Frankfurt, Ohio: .+\. This computer: 200 in /);
    engine.see(['up', 'up']);
    await engine.checkAndAsk(60_000);
    await engine.checkAndAsk(60_000);
    const up = engine.untilState('shop', 'up');
    await engine.clock.advance(5_000);
    await engine.clock.advance(60_000);
    await up;
    const [incident] = valueOf(await engine.api.incidents.list({})).items;
    expect(incident?.endedAt).not.toBeNull();
    expect(valueOf(await engine.api.incidents.get({ id: incident?.id ?? 0 })).firstFailure).toBeNull();
  });

  test('that failed elsewhere alone in one round is up after a good one, and nothing has been an outage', async () => {
    engine.see(['down', 'down']);
    const degraded = engine.untilState('shop', 'degraded');
    await engine.addAndAsk({ regionalInterval: '60s' });
    await degraded;
    engine.see(['up', 'up']);
    await engine.checkAndAsk(60_000);
    const up = engine.untilState('shop', 'up');
    await engine.clock.advance(60_000);
    await up;
    expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
  });

  test('that failed elsewhere alone is up again once its locations have been silent for two rounds', async () => {
    engine.see(['down', 'down']);
    const degraded = engine.untilState('shop', 'degraded');
    await engine.addAndAsk({ regionalInterval: '60s' });
    const { reason } = await degraded;
    engine.see(['broken', 'garbage']);
    await engine.checkAndAsk(60_000);
    expect(await engine.summary()).toEqual({ state: 'degraded', reason });
    await engine.checkAndAsk(60_000);
    const up = engine.untilState('shop', 'up');
    await engine.clock.advance(60_000);
    expect((await up).reason).toBeNull();
  });

  test('stays degraded over a restart between the two rounds of a regional outage', async () => {
    engine.see(['down', 'down']);
    const degraded = engine.untilState('shop', 'degraded');
    await engine.addAndAsk({ regionalInterval: '60s' });
    const { reason } = await degraded;
    await engine.restart();
    expect(await engine.summary()).toEqual({ state: 'degraded', reason });
    const down = engine.untilState('shop', 'down');
    await engine.checkAndAsk(120_000);
    expect((await down).reason).toMatch(/^down from 2 of 3 locations: Frankfurt, Ohio: /);
  });

  test('never becomes down for what goes wrong with the locations themselves', async () => {
    engine.see(['broken', 'garbage']);
    await engine.addAndAsk({ regionalInterval: '60s', quorum: 'any' });
    for (const sights of [
      ['garbage', 'broken'],
      ['refused', 'refused'],
      ['broken', 'broken'],
      ['refused', 'garbage'],
    ] as const) {
      engine.see(sights);
      await engine.checkAndAsk(60_000);
      expect((await engine.summary()).state).toBe('up');
    }
    expect(await engine.rows()).toMatchObject([
      { name: 'Frankfurt', sighting: 'refused', reason: 'rejected with status 403' },
      { name: 'Ohio', sighting: 'no-answer' },
    ]);
    expect(engine.notifications).toEqual([]);
  });

  test('asks only to confirm where regional rounds are off', async () => {
    await engine.add({ regionalInterval: null });
    const up = engine.untilState('shop', 'up');
    await engine.clock.advance(0);
    await up;
    await engine.clock.advance(600_000);
    expect(engine.exporters.flatMap(({ requests }) => requests)).toEqual([]);
  });
});
