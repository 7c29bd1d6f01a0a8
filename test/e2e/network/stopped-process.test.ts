/** SIGSTOP is the closest a test gets to a sleeping computer: clocks continue, and nothing of Vigilmon runs. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { startTargetServer } from '../../support/target-server.ts';
import { test } from '../fixtures.ts';

/** Gaps start at 30 s; the only way to produce one is to wait. */
const stoppedMs = 60_000;

test('nothing goes down after Vigilmon was stopped for a minute', async ({ launch }) => {
  test.skip(process.platform === 'win32', 'Windows has no SIGSTOP');
  const target = await startTargetServer();
  const { api, pid } = await launch();
  const site = { id: 'site', kind: 'http', url: target.url, interval: '5s', timeout: '2s', failAfter: 1 } as const;
  const token = 'job-0123456789abcdef';
  const job = { id: 'job', kind: 'heartbeat', schedule: { every: '45s' }, grace: '5s', token } as const;
  await valueOf(api.monitors.create(site));
  await valueOf(api.monitors.create(job));
  const stateOf = async (id: string): Promise<string | undefined> =>
    (await valueOf(api.overview.get(undefined))).monitors.find((monitor) => monitor.id === id)?.state;
  await expect.poll(() => stateOf('site')).toBe('up');

  const hostUrl = (await valueOf(api.system.info(undefined))).listenerUrl ?? '';
  expect((await fetch(`${hostUrl}/ping/${token}`)).status).toBe(200);
  process.kill(pid, 'SIGSTOP');
  const stoppedAt = Date.now();
  await wait(stoppedMs);
  target.behave({ kind: 'answer', status: 503 });
  const asked = target.nextRequest();
  process.kill(pid, 'SIGCONT');
  await asked;
  target.behave({ kind: 'answer', body: 'ok' });

  await expect.poll(() => stateOf('site')).toBe('up');
  expect(await stateOf('job')).toBe('up');
  expect((await valueOf(api.incidents.list({}))).items).toEqual([]);
  const range = { monitorId: 'site', from: stoppedAt, to: Date.now() };
  const spans = await valueOf(api.history.spans(range));
  const unknown = spans.find(({ state }) => state === 'unknown');
  expect(spans.map(({ state }) => state)).not.toContain('down');
  expect((unknown?.to ?? 0) - (unknown?.from ?? 0)).toBeGreaterThan(stoppedMs - 10_000);
  await target.close();
});
