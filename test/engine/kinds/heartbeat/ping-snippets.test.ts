import { expect, test } from 'vitest';
import { scheduleEvery } from '../../../support/stored-heartbeat.ts';
import { pingSnippets } from '../../../../electron/engine/kinds/heartbeat/snippets/ping-snippets.ts';

const url = 'http://127.0.0.1:7464/ping/u7Kp2mXq9vB4nR8s';

test('every snippet pings its own monitor', () => {
  for (const { code } of pingSnippets(url, scheduleEvery(300_000))) expect(code).toMatch(/u7Kp2mXq9vB4nR8s/);
});

test('a cluster and a container get an address that they reach', () => {
  const idsOf = (at: string) => pingSnippets(at, scheduleEvery(300_000)).map(({ id }) => id);
  expect(idsOf(url)).not.toContain('kubernetes');
  expect(idsOf('http://192.0.2.7:7464/ping/u7Kp2mXq9vB4nR8s')).toContain('kubernetes');
  const docker = pingSnippets(url, scheduleEvery(300_000)).find(({ id }) => id === 'docker');
  expect(docker?.code).toContain('http://host.docker.internal:7464/ping/u7Kp2mXq9vB4nR8s');
});

test('each snippet has a unique id', () => {
  const ids = pingSnippets(url, scheduleEvery(300_000)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  [60_000, '*/1 * * * *'],
  [300_000, '*/5 * * * *'],
  [3_600_000, '0 * * * *'],
  [7_200_000, '0 */2 * * *'],
  [86_400_000, '0 3 * * *'],
  [604_800_000, '0 3 * * 1'],
])('the cron line for a job every %d ms begins with %s', (everyMs, times) => {
  const cron = pingSnippets(url, scheduleEvery(everyMs)).find(({ id }) => id === 'cron');
  expect(cron?.code.startsWith(`${times} `)).toBe(true);
});

test.each([
  [30_000, '30s'],
  [5_400_000, '90m'],
  [420_000, '7m'],
  [172_800_000, '2d'],
])('a period of %d ms, which cron cannot express, is said to be none for it', (everyMs, period) => {
  const code = pingSnippets(url, scheduleEvery(everyMs)).find(({ id }) => id === 'cron')?.code ?? '';
  expect(code.split('\n')[0]).toContain(period);
  expect(code.split('\n')[1]).toMatch(/^MINUTE HOUR \* \* \* /);
});

test('cron lines of the monitor are those of the job', () => {
  const schedule = { every: null, cron: ['0 3 * * *', '0 15 * * *'] };
  const code = pingSnippets(url, schedule).find(({ id }) => id === 'cron')?.code ?? '';
  expect(code.split('\n').map((line) => line.slice(0, 11))).toEqual(['0 3 * * * y', '0 15 * * * ']);
});
