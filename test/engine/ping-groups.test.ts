/** Pings that arrive together are recorded together, and nobody can tell it from the result. */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { PingKind } from '../../electron/contract/model/history.ts';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import type { PingAnswer } from '../../electron/engine/kinds/heartbeat/incoming.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { createTempDirectory, tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;

interface Sent {
  readonly job: string;
  readonly kind: PingKind;
  readonly exitCode: number | null;
  readonly runId: string | null;
  readonly body: string;
  /** How long it was delayed; null: it was not. */
  readonly lateMs: number | null;
}

interface Bench {
  readonly clock: ManualClock;
  engine: TestEngine;
}

/** No two are due in the same millisecond: which comes first then is up to the scheduler. */
const jobs = [
  { kind: 'heartbeat', id: 'plain', schedule: { every: 300_001 }, grace: '1m' },
  { kind: 'heartbeat', id: 'counted', schedule: { every: 300_002 }, failAfter: 3, minRunTime: '2s' },
  { kind: 'heartbeat', id: 'timed', schedule: { every: 300_003 }, maxRunTime: 60_003, startWithin: '1m' },
  { kind: 'heartbeat', id: 'worded', schedule: { every: 300_004 }, failWords: ['broken'], startWords: ['begin'] },
  { kind: 'heartbeat', id: 'posted', schedule: { every: 300_005 }, onlyPost: true, clock: 'wall' },
  { kind: 'heartbeat', id: 'paused', schedule: { every: 300_006 }, enabled: false },
] as const satisfies readonly MonitorInput[];
const tokenOf = (job: string): string => `token-of-${job}-0123456789`;

async function openBench(directory: string): Promise<Bench> {
  const clock = manualClock();
  const engine = await openTestEngine({ directory, clock });
  engine.start();
  for (const job of jobs) valueOf(await engine.api.monitors.create({ ...job, token: tokenOf(job.id) }));
  return { clock, engine };
}

function send({ clock, engine }: Bench, { job, lateMs, ...said }: Sent): Promise<PingAnswer> {
  const at = lateMs === null ? {} : { at: clock.now() - lateMs };
  return engine.receivePing({ token: tokenOf(job), ...said, ...at, remoteAddress: '127.0.0.1', userAgent: 'test' });
}

/** Everything that a user sees of it, but for what is decided at the delivery, for which a group leaves no time. */
async function seen({ api }: TestEngine): Promise<unknown> {
  const ids = jobs.map(({ id }) => id);
  const { items: alerts } = valueOf(await api.alerts.list({}));
  return {
    monitors: valueOf(await api.overview.get(undefined)).monitors,
    pings: await Promise.all(ids.map(async (monitorId) => valueOf(await api.pings.list({ monitorId, limit: 100 })))),
    checks: await Promise.all(ids.map(async (monitorId) => valueOf(await api.history.checks({ monitorId })))),
    incidents: valueOf(await api.incidents.list({})),
    alerts: alerts.map(({ monitorId, incidentId, event, detectedAt }) => [monitorId, incidentId, event, detectedAt]),
  };
}

const sent: fc.Arbitrary<Sent> = fc.record({
  job: fc.constantFrom(...jobs.map(({ id }) => id), 'nobody'),
  kind: fc.constantFrom<PingKind>('success', 'success', 'success', 'start', 'fail', 'log'),
  exitCode: fc.constantFrom(null, null, 0, 1),
  runId: fc.constantFrom(null, null, 'run-1', 'run-2'),
  body: fc.constantFrom('', 'it is broken', 'we begin'),
  lateMs: fc.constantFrom(null, null, null, 3 * second, 40 * 24 * 60 * minute),
});

const group = fc.record({
  pings: fc.array(sent, { minLength: 2, maxLength: 20 }),
  thenMs: fc.constantFrom(0, second, 3 * second, 2 * minute, 7 * minute),
});

test(
  'a group of pings leaves the same rows, states and answers as the same pings one by one',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(group, { minLength: 4, maxLength: 8 }), async (groups) => {
        const [first, second] = [createTempDirectory(), createTempDirectory()];
        const [together, apart] = [await openBench(first.path), await openBench(second.path)];
        for (const { pings, thenMs } of groups) {
          const answers = await Promise.all(pings.map((ping) => send(together, ping)));
          for (const [index, ping] of pings.entries()) expect(await send(apart, ping)).toBe(answers[index]);
          for (const { clock } of [together, apart]) await clock.advance(thenMs);
        }
        expect(await seen(together.engine)).toEqual(await seen(apart.engine));
        // What memory says, the disk says as well.
        for (const [bench, { path }] of [
          [together, first],
          [apart, second],
        ] as const) {
          await bench.engine.stop();
          bench.engine = await openTestEngine({ directory: path, clock: bench.clock });
        }
        expect(await seen(together.engine)).toEqual(await seen(apart.engine));
        for (const { engine } of [together, apart]) await engine.stop();
        for (const directory of [first, second]) directory.remove();
      }),
      { numRuns: 6 },
    );
  },
);

const plain: Sent = { job: 'plain', kind: 'success', exitCode: null, runId: null, body: '', lateMs: null };

test('each ping of a group counts after those before it', async () => {
  const bench = await openBench(tempDirectory(onTestFinished));
  onTestFinished(() => bench.engine.stop());
  const { api } = bench.engine;
  const kinds = ['success', 'start', 'success', 'fail', 'log', 'success'] as const;
  await Promise.all(kinds.map((kind, index) => send(bench, { ...plain, kind, body: String(index) })));
  const { items } = valueOf(await api.pings.list({ monitorId: 'plain' }));
  expect(items.toReversed().map(({ kind, body, runTime }) => [kind, body, runTime])).toEqual([
    ['success', '0', null],
    ['start', '1', null],
    ['success', '2', 0],
    ['fail', '3', null],
    ['log', '4', null],
    ['success', '5', null],
  ]);
  expect(valueOf(await api.incidents.list({})).items).toMatchObject([
    { monitorId: 'plain', endedAt: bench.clock.now() },
  ]);
  await bench.engine.untilState('plain', 'up');
});

test('a ping that is delivered twice in one group is recorded once, and acknowledged twice', async () => {
  const bench = await openBench(tempDirectory(onTestFinished));
  onTestFinished(() => bench.engine.stop());
  const late = { ...plain, lateMs: second };
  expect(await Promise.all([send(bench, late), send(bench, late)])).toEqual(['ok', 'ok']);
  expect(valueOf(await bench.engine.api.pings.list({ monitorId: 'plain' })).items).toHaveLength(1);
});

test('pings that wait while the engine stops are recorded before it has stopped', async () => {
  const directory = tempDirectory(onTestFinished);
  const bench = await openBench(directory);
  const answers = [send(bench, plain), send(bench, { ...plain, kind: 'log', body: 'the last' })];
  await bench.engine.stop();
  expect(await Promise.all(answers)).toEqual(['ok', 'ok']);
  const engine = await openTestEngine({ directory, clock: bench.clock });
  onTestFinished(() => engine.stop());
  expect(valueOf(await engine.api.pings.list({ monitorId: 'plain' })).items).toMatchObject([{ body: 'the last' }, {}]);
  expect(await engine.receivePing({ ...plain, token: tokenOf('plain'), remoteAddress: '', userAgent: '' })).toBe('ok');
});

test('a monitor that is deleted before its ping is recorded is not found', async () => {
  const bench = await openBench(tempDirectory(onTestFinished));
  onTestFinished(() => bench.engine.stop());
  const deleted = bench.engine.api.monitors.delete({ id: 'plain' });
  const [gone, other] = await Promise.all([send(bench, plain), send(bench, { ...plain, job: 'counted' })]);
  valueOf(await deleted);
  expect([gone, other]).toEqual(['not-found', 'ok']);
  expect(bench.engine.log.filter(({ level }) => level === 'error')).toEqual([]);
});
