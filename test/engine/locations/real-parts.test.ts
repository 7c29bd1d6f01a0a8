/**
 * From end to end, with the programs that people have: a service on this computer, seen by two blackbox_exporters, a SOCKS
 * proxy and an HTTP proxy, each of which the service can hide from. Only the clock is the test's.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createPort, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished } from 'vitest';
import type { MonitorLocation } from '../../../electron/contract/calls/locations.ts';
import type { MonitorSummary } from '../../../electron/contract/model/state.ts';
import type { MonitorInput } from '../../../electron/contract/monitors/registry.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { startExporterAt, startHttpProxyAt, startSocksAt } from '../../support/real-places.ts';
import { testWith } from '../../support/real-programs.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const places = ['here', 'frankfurt', 'ohio', 'tokyo', 'london'] as const;
type PlaceName = (typeof places)[number];
const elsewhere = places.filter((place) => place !== 'here');
const tokyo = '127.0.0.31';
const london = '127.0.0.32';
const byAddress: Readonly<Record<string, PlaceName>> = { [tokyo]: 'tokyo', [london]: 'london' };

interface Service {
  readonly url: string;
  /** From now on connections from those are reset, and all others are good. */
  readonly hideFrom: (...places: readonly PlaceName[]) => void;
}

function placeOf({ headers, socket }: IncomingMessage): PlaceName {
  const named = headers['x-place'];
  return places.find((place) => place === named) ?? byAddress[socket.remoteAddress ?? ''] ?? 'here';
}

async function startService(): Promise<Service> {
  let hidden: readonly PlaceName[] = [];
  const server = createServer((request, response) => {
    if (hidden.includes(placeOf(request))) request.socket.resetAndDestroy();
    else response.end('ok');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    hideFrom(...next) {
      hidden = next;
    },
  };
}

interface Scene {
  readonly clock: ManualClock;
  readonly engine: TestEngine;
  readonly service: Service;
  readonly add: (input?: Partial<Extract<MonitorInput, { kind: 'http' }>>) => Promise<void>;
  /** Time passes, with a check at its end, and all locations answer. */
  readonly round: (ms: number) => Promise<void>;
  readonly summary: () => Promise<MonitorSummary>;
  readonly rows: () => Promise<readonly MonitorLocation[]>;
}

async function openScene(): Promise<Scene> {
  const clock = manualClock();
  const service = await startService();
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  onTestFinished(async () => {
    await engine.stop();
    expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
  const { locations, monitors, overview } = engine.api;
  engine.start();

  async function answers(): Promise<void> {
    let left = elsewhere.length;
    await engine.until('locations', () => {
      left -= 1;
      return left === 0;
    });
  }

  async function round(ms: number): Promise<void> {
    const answered = answers();
    await clock.advance(ms);
    await answered;
    await clock.advance(0);
  }

  return {
    clock,
    engine,
    service,
    round,
    async add(input = {}) {
      const common = { kind: 'http', id: 'shop', name: 'Shop', url: service.url, interval: '5m' } as const;
      const regionalInterval = '5m';
      valueOf(await monitors.create({ ...common, locations: [...elsewhere], regionalInterval, ...input }));
    },
    async summary() {
      const [shop] = valueOf(await overview.get(undefined)).monitors;
      if (shop === undefined) throw new Error('there is no monitor');
      return shop;
    },
    rows: async () => valueOf(await locations.ofMonitor({ monitorId: 'shop' })),
  };
}

async function openRealScene(): Promise<Scene> {
  const scene = await openScene();
  const { locations } = scene.engine.api;
  const [frankfurtUrl, ohioUrl, tokyoUrl, londonUrl] = await Promise.all([
    startExporterAt('127.0.0.1', { 'X-Place': 'frankfurt' }),
    startExporterAt('127.0.0.1', { 'X-Place': 'ohio' }),
    startSocksAt(tokyo),
    startHttpProxyAt(london),
  ]);
  valueOf(await locations.save({ kind: 'blackbox', id: 'frankfurt', name: 'Frankfurt', url: frankfurtUrl }));
  valueOf(await locations.save({ kind: 'blackbox', id: 'ohio', name: 'Ohio', url: ohioUrl }));
  valueOf(await locations.save({ kind: 'proxy', id: 'tokyo', name: 'Tokyo', url: tokyoUrl }));
  valueOf(await locations.save({ kind: 'proxy', id: 'london', name: 'London', url: londonUrl }));
  return scene;
}

const testWithParts = testWith('prometheus-blackbox-exporter', 'microsocks', 'tinyproxy');
const patience = 60_000;

describe('a service', () => {
  testWithParts(
    'that is reached from elsewhere only is degraded, not down, and says from where it is good',
    async () => {
      const { engine, service, round, add, summary, clock } = await openRealScene();
      await add({ failAfter: 1 });
      await round(0);
      expect(await summary()).toMatchObject({ state: 'up', reason: null });
      service.hideFrom('here');
      const degraded = engine.untilState('shop', 'degraded');
      await round(300_000);
      expect((await degraded).reason).toMatch(
        /^cannot be reached from this computer; reachable from Frankfurt, Ohio, Tokyo, London \(127\.0\.0\.1:\d+ closed the connection/,
      );
      expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
      service.hideFrom();
      const up = engine.untilState('shop', 'up');
      await clock.advance(300_000);
      expect(await up).toMatchObject({ reason: null });
    },
    patience,
  );

  testWithParts(
    'that is reached from this computer only is degraded, and down once a second round confirms it',
    async () => {
      const { engine, service, round, add } = await openRealScene();
      await add();
      await round(0);
      service.hideFrom(...elsewhere);
      const degraded = engine.untilState('shop', 'degraded');
      await round(300_000);
      expect((await degraded).reason).toMatch(
        /^reachable from this computer only; down from Frankfurt, Ohio, Tokyo, London: /,
      );
      expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
      const down = engine.untilState('shop', 'down');
      await round(300_000);
      expect((await down).reason).toMatch(
        /^down from 4 of 5 locations: Frankfurt, Ohio, Tokyo, London: .+\. This computer: 200 in /,
      );
      expect(engine.notifications.map(({ title }) => title)).toEqual(['Shop is degraded', 'Shop is down']);
      const [incident] = valueOf(await engine.api.incidents.list({})).items;
      const { firstFailure, locations } = valueOf(await engine.api.incidents.get({ id: incident?.id ?? 0 }));
      expect(firstFailure).toBeNull();
      expect(locations.map(({ name, spans }) => [name, spans.at(-1)?.state])).toEqual([
        ['Frankfurt', 'down'],
        ['Ohio', 'down'],
        ['Tokyo', 'down'],
        ['London', 'down'],
      ]);
    },
    patience,
  );

  testWithParts(
    'that is reached from nowhere causes one alert within 30 s, which lists the locations, and one when it is back',
    async () => {
      const { clock, engine, service, round, add } = await openRealScene();
      await add({ severity: 'critical' });
      await round(0);
      service.hideFrom(...places);
      const failing = engine.untilState('shop', 'failing');
      await round(300_000);
      const failedAt = (await failing).since;
      const down = engine.untilState('shop', 'down');
      await clock.advance(5_000);
      await down;
      await clock.advance(1_000);
      expect(engine.notifications).toHaveLength(1);
      expect(clock.now() - failedAt).toBeLessThan(30_000);
      expect(engine.notifications[0]?.body).toContain(
        'down from 5 of 5 locations: this computer, Frankfurt, Ohio, Tokyo, London: ',
      );
      service.hideFrom();
      const up = engine.untilState('shop', 'up');
      await clock.advance(300_000);
      await clock.advance(5_000);
      await up;
      await clock.advance(60_000);
      expect(engine.notifications).toHaveLength(2);
      const [incident] = valueOf(await engine.api.incidents.list({})).items;
      expect(incident?.endedAt).not.toBeNull();
    },
    patience,
  );

  testWithParts(
    'that one region cannot reach for an hour causes no alert, but a note',
    async () => {
      const { clock, engine, service, round, add, rows, summary } = await openRealScene();
      await add();
      await round(0);
      service.hideFrom('ohio');
      const brokenAt = clock.now();
      for (let passed = 0; passed < 3_600_000; passed += 300_000) {
        await round(300_000);
        expect((await summary()).state).toBe('up');
      }
      expect(engine.notifications).toEqual([]);
      expect((await rows()).map(({ name, sighting, isNoted }) => [name, sighting, isNoted])).toEqual([
        ['Frankfurt', 'up', false],
        ['Ohio', 'down', true],
        ['Tokyo', 'up', false],
        ['London', 'up', false],
      ]);
      service.hideFrom();
      await round(300_000);
      const notes = valueOf(await engine.api.locations.notes({ monitorId: 'shop', from: 0, to: clock.now() }));
      expect(notes).toEqual([{ locationId: 'ohio', from: brokenAt + 900_000, to: clock.now() }]);
      expect(engine.notifications).toEqual([]);
    },
    patience,
  );
});

testWithParts(
  'a port is reached from every place, until nothing listens there',
  async () => {
    const { engine, round, rows } = await openRealScene();
    const port = createPort().listen(0, '127.0.0.1');
    await once(port, 'listening');
    onTestFinished(() => void port.close());
    const target = { host: '127.0.0.1', port: (port.address() as AddressInfo).port };
    const common = { kind: 'tcp', id: 'shop', interval: '5m', regionalInterval: '5m', failAfter: 1 } as const;
    valueOf(await engine.api.monitors.create({ ...common, ...target, locations: [...elsewhere] }));
    await round(0);
    expect((await rows()).map(({ name, sighting }) => [name, sighting])).toEqual([
      ['Frankfurt', 'up'],
      ['Ohio', 'up'],
      ['Tokyo', 'up'],
      ['London', 'up'],
    ]);
    port.close();
    const down = engine.untilState('shop', 'down');
    await round(300_000);
    // An HTTP proxy that cannot connect may be at fault itself: that is no answer.
    expect((await down).reason).toMatch(
      /^down from 4 of 4 locations: this computer, Frankfurt, Ohio, Tokyo: connection refused/,
    );
  },
  patience,
);
