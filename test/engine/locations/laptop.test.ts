/** Trouble of this computer's own network is recognised, by what the internet and other locations say. */
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { AnchorResult } from '../../../electron/engine/network/anchors.ts';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import { probeHttp } from '../../../electron/engine/kinds/http/http-probe.ts';
import { startFakeExporter, type FakeExporter } from '../../support/fake-exporter.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { startTargetServer, type Behaviour, type TargetServer } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

let clock: ManualClock;
let engine: TestEngine;
/** What this computer finds at the address of its target, which is in the internet. */
let found: TargetServer;
let exporters: readonly FakeExporter[];
let internet: AnchorResult;

const portalPage: Behaviour = { kind: 'answer', body: 'Please log in' };
const good: Behaviour = { kind: 'answer', body: 'ok' };

beforeEach(async () => {
  clock = manualClock();
  internet = 'reached';
  found = await startTargetServer();
  exporters = [await startFakeExporter(), await startFakeExporter()];
  engine = await openTestEngine({
    directory: tempDirectory(onTestFinished),
    clock,
    askAnchor: () => Promise.resolve(internet),
    probes: { http: (monitor: HttpMonitor, context) => probeHttp({ ...monitor, url: found.url }, context) },
  });
  onTestFinished(async () => {
    await engine.stop();
    await found.close();
    expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
  const { locations, monitors } = engine.api;
  for (const [index, name] of ['Frankfurt', 'Ohio'].entries()) {
    const url = exporters[index]?.url ?? '';
    valueOf(await locations.save({ kind: 'blackbox', id: name.toLowerCase(), name, url }));
  }
  found.behave(good);
  engine.start();
  const up = engine.untilState('shop', 'up');
  valueOf(
    await monitors.create({
      kind: 'http',
      id: 'shop',
      name: 'Shop',
      url: 'http://203.0.113.7/',
      locations: ['frankfurt', 'ohio'],
      regionalInterval: null,
      failAfter: 1,
      assertions: [{ on: 'body', is: 'contains', value: 'ok' }],
    }),
  );
  await clock.advance(0);
  await up;
});

const asked = (): number => exporters.reduce((sum, { requests }) => sum + requests.length, 0);

/** The next check of this computer. */
async function check(): Promise<void> {
  const checked = engine.until('check', () => true);
  const changed = engine.until('monitor', () => true);
  await clock.advance(60_000);
  await Promise.race([checked, changed]);
}

test.each<[string, AnchorResult, Behaviour]>([
  ['is offline', 'nothing', { kind: 'reset', at: 'connection' }],
  ['is in a network that requires a login', 'other', portalPage],
])('a computer that %s asks no locations, and reports nothing', async (_, connection, behaviour) => {
  internet = connection;
  found.behave(behaviour);
  const unknown = engine.untilState('shop', 'unknown');
  await check();
  await check();
  await check();
  await unknown;
  expect(asked()).toBe(0);
  expect(engine.notifications.filter(({ body }) => body.includes('Shop'))).toEqual([]);
  expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
});

describe('a target that fails here alone, while the internet is reached, is degraded, not down:', () => {
  test.each<[string, Behaviour]>([
    ['a login page in its place that lets some sites through', portalPage],
    ['a VPN or a firewall that closes the connection', { kind: 'reset', at: 'connection' }],
    ['a proxy that refuses', { kind: 'answer', status: 502, body: 'Bad gateway' }],
  ])('%s', async (_, behaviour) => {
    found.behave(behaviour);
    const degraded = engine.untilState('shop', 'degraded');
    await check();
    expect((await degraded).reason).toMatch(
      /^cannot be reached from this computer; reachable from Frankfurt, Ohio \(.+\)$/,
    );
    expect(asked()).toBe(2);
    expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
    found.behave(good);
    const up = engine.untilState('shop', 'up');
    await check();
    await up;
  });
});

test('a target that fails here and elsewhere is down, whatever this computer thinks of its network', async () => {
  for (const exporter of exporters) exporter.see('down');
  found.behave({ kind: 'reset', at: 'connection' });
  const down = engine.untilState('shop', 'down');
  await check();
  expect((await down).reason).toMatch(/^down from 3 of 3 locations: this computer, Frankfurt, Ohio: /);
});
