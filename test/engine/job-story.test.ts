/** A job that runs every five minutes stops, and comes back: which notifications are sent, and when. */
import { expect, onTestFinished, test } from 'vitest';
import type { HeartbeatMonitor } from '../../electron/contract/monitors/registry.ts';
import { manualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf } from '../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;
const token = 'mailer-token-0123456789';
const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'job' } as const;

test.each<[string, HeartbeatMonitor['schedule'] | object]>([
  ['a period, as of an APScheduler job', { every: '5m' }],
  ['the cron line */5 * * * *', { cron: '*/5 * * * *', timezone: 'UTC' }],
])('one missed run by %s is one alert, and the next run is one recovery', async (_, schedule) => {
  const clock = manualClock();
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  onTestFinished(() => engine.stop());
  engine.start();
  valueOf(await engine.api.monitors.create({ kind: 'heartbeat', id: 'mailer', name: 'Mailer', schedule, token }));
  const sent = (): readonly unknown[] => engine.notifications.map(({ alert }) => alert?.event);
  const run = async (): Promise<void> => {
    expect(await engine.receivePing({ token, kind: 'success', ...said })).toBe('ok');
    await clock.advance(5 * minute);
  };

  // From a full five minutes on, as cron starts it.
  await clock.advance(5 * minute - (clock.now() % (5 * minute)));
  for (let count = 0; count < 3; count += 1) await run();
  expect(sent()).toEqual([]);

  // The run of this moment is missed. Its grace is a tenth of the period.
  await clock.advance(29 * second);
  expect(sent()).toEqual([]);
  const missedAt = clock.now() - 29 * second;
  await clock.advance(2 * second);
  await expect.poll(sent).toEqual(['down']);
  await clock.advance(30 * minute - 31 * second);
  expect(sent()).toEqual(['down']);

  await run();
  await expect.poll(sent).toEqual(['down', 'recovered']);
  const { items } = valueOf(await engine.api.incidents.list({ monitorId: 'mailer' }));
  expect(items).toMatchObject([{ startedAt: missedAt, endedAt: missedAt + 30 * minute }]);
  await run();
  expect(sent()).toHaveLength(2);
});
