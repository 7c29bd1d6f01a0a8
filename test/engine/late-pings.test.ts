/** Pings that were kept back on their way: they count from their own time, once, and never against what is known since. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { PingKind } from '../../electron/contract/model/history.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';

const minute = 60_000;
const token = 'nightly-job-0123456789';
const rid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

let clock: ManualClock;
let engine: TestEngine;
let begin: number;

beforeEach(async () => {
  clock = manualClock();
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  onTestFinished(() => engine.stop());
  engine.start();
  const monitor = { id: 'job', kind: 'heartbeat', schedule: { every: '10m' }, grace: '1m', token } as const;
  valueOf(await engine.api.monitors.create(monitor));
  begin = clock.now();
});

async function ping(kind: PingKind, at?: number, exitCode: number | null = null): Promise<void> {
  const said = { body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
  expect(await engine.receivePing({ token, kind, exitCode, runId: rid, at, ...said })).toBe('ok');
}
async function job(): Promise<{ readonly state: string; readonly since: number } | undefined> {
  return valueOf(await engine.api.overview.get(undefined)).monitors.find(({ id }) => id === 'job');
}
const pings = async () => valueOf(await engine.api.pings.list({ monitorId: 'job' })).items.toReversed();
const incidents = async () => valueOf(await engine.api.incidents.list({})).items;

test('a late run keeps its own times, and the next deadline counts from its end', async () => {
  await clock.advance(9 * minute);
  await ping('start', begin + minute);
  await ping('success', begin + 3 * minute, 0);
  expect(await pings()).toMatchObject([
    { kind: 'start', at: begin + minute },
    { kind: 'success', at: begin + 3 * minute, runTime: 2 * minute },
  ]);
  expect(await job()).toMatchObject({ state: 'up', since: begin + 3 * minute });
  await clock.advance(4 * minute + 1);
  expect(await job()).toMatchObject({ state: 'late' });
});

test('an outage ends when the job succeeded, not when the ping arrived', async () => {
  await ping('fail', undefined, 1);
  await clock.advance(8 * minute);
  await ping('success', begin + 5 * minute, 0);
  expect(await incidents()).toMatchObject([{ startedAt: begin, endedAt: begin + 5 * minute }]);
});

test('a ping that was overtaken is kept, and changes nothing', async () => {
  await clock.advance(2 * minute);
  await ping('success', undefined, 0);
  await ping('fail', begin + minute, 1);
  expect(await pings()).toHaveLength(2);
  expect(await job()).toMatchObject({ state: 'up' });
  expect(await incidents()).toEqual([]);
});

test('a ping that is delivered twice is recorded once', async () => {
  await clock.advance(2 * minute);
  await ping('success', begin + minute, 0);
  await ping('success', begin + minute, 0);
  expect(await pings()).toHaveLength(1);
});

test('a time in the future counts as now', async () => {
  await ping('success', begin + 365 * 86_400_000, 0);
  expect(await pings()).toMatchObject([{ at: begin }]);
  await clock.advance(11 * minute);
  expect(await job()).toMatchObject({ state: 'down' });
});

test('no ping is overtaken by one from before the clock was set back', async () => {
  await ping('fail', begin, 1);
  clock.set(begin - 365 * 86_400_000);
  await ping('success', clock.now(), 0);
  expect(await job()).toMatchObject({ state: 'up' });
});

test('a ping of last week sets the deadline and does not change the rolled-up history of that week', async () => {
  await clock.advance(7 * 86_400_000);
  await ping('success', begin + minute, 0);
  expect(
    valueOf(await engine.api.history.checks({ monitorId: 'job' })).items.filter(({ at }) => at === begin + minute),
  ).toEqual([]);
  await clock.advance(0);
  expect(await job()).toMatchObject({ state: 'down' });
  expect(await incidents()).toMatchObject([{ startedAt: begin + 11 * minute }]);
});

test('a ping of more than 30 days ago is refused', async () => {
  const at = clock.now() - 31 * 86_400_000;
  const said = { body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
  expect(await engine.receivePing({ token, kind: 'success', exitCode: 0, runId: null, at, ...said })).toBe('too-old');
  expect(await pings()).toEqual([]);
});
