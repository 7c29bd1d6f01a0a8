import { expect, test } from 'vitest';
import { pingSnippets } from '../../renderer/snippets.ts';

const url = 'http://127.0.0.1:7464/ping/u7Kp2mXq9vB4nR8s';

test('every snippet pings its own monitor', () => {
  for (const { code } of pingSnippets(url, 300_000)) expect(code).toMatch(/u7Kp2mXq9vB4nR8s/);
});

test('each snippet has a unique id', () => {
  const ids = pingSnippets(url, 300_000).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  [30_000, '*/1 * * * *'],
  [300_000, '*/5 * * * *'],
  [7_200_000, '0 */2 * * *'],
  [86_400_000, '0 3 * * *'],
])('the cron line for a job every %d ms begins with %s', (everyMs, times) => {
  const cron = pingSnippets(url, everyMs).find(({ id }) => id === 'cron');
  expect(cron?.code.startsWith(`${times} `)).toBe(true);
});
