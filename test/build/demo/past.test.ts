import { expect, test } from 'vitest';
import { overlap } from '../../../build/demo/history/intervals.ts';
import { pastIntervalAt } from '../../../build/demo/history/past.ts';
import { seededRandom } from '../../../build/demo/history/random.ts';
import { sleepsBetween } from '../../../build/demo/history/sleep.ts';
import { troublesOf } from '../../../build/demo/history/troubles.ts';
import { endpoints, forever } from '../../../build/demo/endpoints.ts';
import { jobs } from '../../../build/demo/jobs.ts';
import { probes } from '../../../build/demo/probes.ts';
import { monitorKinds } from '../../../electron/contract/monitors/registry.ts';

const hour = 3_600_000;
const day = 24 * hour;
const to = Date.UTC(2026, 9, 14, 10, 24);
const from = to - 100 * day;
const seeds = Array.from({ length: 20 }, (_, seed) => seed);

test.each(seeds)('the computer sleeps some of the time, and is awake now (seed %i)', (seed) => {
  const sleeps = sleepsBetween(from, to, seededRandom(seed, 'sleep'));
  const asleepMs = sleeps.reduce((sum, sleep) => sum + sleep.to - sleep.from, 0);
  expect(asleepMs / (to - from)).toBeGreaterThan(0.1);
  expect(asleepMs / (to - from)).toBeLessThan(0.5);
  expect(sleeps.every((sleep) => sleep.from > from && sleep.to < to - 4 * hour)).toBe(true);
  expect(sleeps.every((sleep, index) => (sleeps[index - 1]?.to ?? from) <= sleep.from)).toBe(true);
});

test.each(seeds)('what breaks does so in order, one after the other, while somebody watches (seed %i)', (seed) => {
  const sleeps = sleepsBetween(from, to, seededRandom(seed, 'sleep'));
  for (const endpoint of endpoints) {
    const troubles = troublesOf(endpoint, { from, to, sleeps }, seededRandom(seed, endpoint.input.id));
    troubles.forEach((trouble, index) => {
      expect(trouble.from).toBeLessThan(trouble.to);
      expect(troubles[index + 1]?.from ?? forever).toBeGreaterThanOrEqual(trouble.to);
      expect(sleeps.some((sleep) => overlap(trouble, sleep))).toBe(false);
    });
  }
});

test('what began in the last hours is always seen, at whatever hour it is shown', () => {
  const lasting = endpoints.flatMap(({ events = [] }) =>
    events.filter((event) => 'forMs' in event && event.forMs === forever),
  );
  expect(lasting.map(({ is }) => is).toSorted()).toEqual(['down', 'slow']);
  expect(Math.max(...lasting.map(({ agoMs }) => agoMs))).toBeLessThan(4 * hour);
});

test('the past was looked at as closely as now on the last day, and the less the longer ago', () => {
  const ages = [0.5, 5, 20, 60].map((days) => pastIntervalAt(to - days * day, to));
  expect(ages[0]).toBe(60_000);
  expect(ages).toEqual(ages.toSorted((a, b) => a - b));
});

test('each kind of monitor is there', () => {
  const nowhere = { plain: '', secure: 'https://x:1', certifiedPort: 1, certificate: '' };
  const address = { ...nowhere, mailPort: 1, dnsPort: 1, engineSocket: '' };
  const kinds = [...probes.map(({ input }) => input(address).kind), 'http', 'heartbeat'];
  expect(kinds.toSorted()).toEqual(monitorKinds.toSorted());
});

test('names and ids are each there once', () => {
  const all = [...[...endpoints, ...jobs].map(({ input }) => input), ...probes];
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});
