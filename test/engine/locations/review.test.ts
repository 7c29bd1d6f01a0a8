import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { LocationReview } from '../../../electron/contract/calls/locations.ts';
import type { MonitorInput } from '../../../electron/contract/monitors/registry.ts';
import { startFakeGlobalping } from '../../support/fake-globalping.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

let clock: ManualClock;
let engine: TestEngine;

beforeEach(async () => {
  clock = manualClock();
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  onTestFinished(() => engine.stop());
  const { locations } = engine.api;
  for (const where of ['Frankfurt', 'Ohio']) {
    valueOf(await locations.save({ kind: 'globalping', id: where.toLowerCase(), name: where, where }));
  }
  valueOf(await locations.save({ kind: 'blackbox', id: 'office', name: 'Office', url: 'http://10.0.0.5:9115' }));
});

type HttpInput = Extract<MonitorInput, { kind: 'http' }>;

async function review(url: string, input: Partial<HttpInput> = {}): Promise<LocationReview> {
  const locations = ['frankfurt', 'ohio', 'office'];
  return valueOf(await engine.api.locations.review({ kind: 'http', url, locations, ...input }));
}

test('says what strangers are sent, and that the query is sent as well', async () => {
  const { warnings } = await review('https://shop.example.com/health?full=1');
  expect(warnings).toMatchObject([
    {
      code: 'sent-to-strangers',
      facts: { names: ['Frankfurt', 'Ohio'], url: 'https://shop.example.com/health?full=1' },
      message: expect.stringContaining('https://shop.example.com/health?full=1') as string,
    },
    { code: 'query-sent', message: expect.stringContaining('query') as string },
  ]);
  expect((await review('https://shop.example.com/health')).warnings.map(({ code }) => code)).toEqual([
    'sent-to-strangers',
  ]);
});

test.each<[string, string, Partial<HttpInput>]>([
  ['a secret in the query', 'https://shop.example.com/?token=top-secret', {}],
  ['a login', 'https://shop.example.com/', { auth: { type: 'bearer', token: 'top-secret' } }],
  ['a secret header', 'https://shop.example.com/', { headers: { 'X-Api-Key': 'top-secret' } }],
])('says that %s stays here, and what follows from it', async (_, url, input) => {
  const { warnings } = await review(url, input);
  expect(warnings.map(({ code }) => code)).toEqual(['sent-to-strangers', 'reachability-only']);
  expect(JSON.stringify(warnings)).not.toContain('top-secret');
});

test('has nothing to warn of where only the user’s own locations are asked', async () => {
  expect(await review('https://shop.example.com/?full=1', { locations: ['office'] })).toEqual({
    warnings: [],
    budgets: [],
  });
});

test('says what a draft costs, in the place of the monitor that it edits', async () => {
  const [budget, ...others] = (await review('https://shop.example.com/')).budgets;
  expect(others).toEqual([]);
  expect(budget).toEqual({
    locationIds: ['frankfurt', 'ohio'],
    budget: { limit: null, used: 0, planned: 8, spentUntil: null },
    perHour: 8,
    perConfirmation: 4,
  });
  const url = 'https://shop.example.com/';
  valueOf(await engine.api.monitors.create({ kind: 'http', id: 'shop', url, locations: ['ohio'] }));
  const edited = await review(url, { id: 'shop', regionalInterval: '30m' });
  expect(edited.budgets[0]?.budget.planned).toBe(4);
  expect((await review(url)).budgets[0]?.budget.planned).toBe(12);
});

test('warns of regional checks that would use more than is planned for', async () => {
  const api = await startFakeGlobalping();
  api.rates.limit = 10;
  api.rates.remaining = 10;
  const { locations } = engine.api;
  valueOf(await locations.save({ kind: 'globalping', id: 'own', name: 'Own', where: 'DE', url: api.url }));
  const testing = locations.test({ id: 'own', url: 'https://shop.example.com/' });
  const progress = { isDone: false };
  void testing.then(() => (progress.isDone = true));
  while (!progress.isDone) await clock.advance(1);
  expect(valueOf(await testing)).toMatchObject({ sighting: 'up', budget: { limit: 10, used: 1 } });
  const input = { locations: ['own'], regionalInterval: '6m' };
  expect((await review('https://shop.example.com/', input)).warnings).toMatchObject([
    { code: 'over-budget', facts: { planned: 10, limit: 10 } },
  ]);
  const rarely = { ...input, regionalInterval: '10m' };
  expect((await review('https://shop.example.com/', rarely)).warnings).toEqual([]);
});

test('warns of the monitors of a configuration file that are new or changed', async () => {
  const yaml = 'monitors: [{ kind: http, id: shop, url: "https://shop.example.com/?full=1", locations: [ohio] }]';
  const { warnings } = valueOf(await engine.api.config.apply({ yaml }));
  expect(warnings).toMatchObject([
    { monitorId: 'shop', code: 'sent-to-strangers' },
    { monitorId: 'shop', code: 'query-sent' },
  ]);
  expect(valueOf(await engine.api.config.apply({ yaml })).warnings).toEqual([]);
});

test('refuses a draft whose target is private', async () => {
  const locations = ['frankfurt'];
  const refused = await engine.api.locations.review({ kind: 'http', url: 'http://192.168.0.5/', locations });
  expect(refused).toMatchObject({ ok: false, error: { fields: { locations: expect.any(String) as string } } });
});
