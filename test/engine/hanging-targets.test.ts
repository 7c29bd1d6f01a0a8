/** Targets that never respond, beside a healthy one. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CheckDetail } from '../../electron/contract/model/state.ts';
import type { HttpMonitor } from '../../electron/contract/monitors/registry.ts';
import type { ProbeEnvironment } from '../../electron/engine/kinds/kind.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { createTempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';
import { recentChecks } from '../../electron/contract/model/recent-checks.ts';

const directory = createTempDirectory();
let clock: ManualClock;
let engine: TestEngine;

beforeEach(async () => {
  clock = manualClock();
  engine = await openTestEngine({ directory: directory.path, clock, probes: { http: probe } });
});
afterEach(async () => {
  await engine.stop();
  directory.remove();
});

async function probe({ url, timeout }: HttpMonitor, { clock, signal }: ProbeEnvironment): Promise<CheckDetail> {
  const at = clock.now();
  const isHanging = url.includes('hanging');
  if (isHanging) {
    await new Promise<void>((resolve) => {
      clock.setTimer(timeout, resolve);
      signal.addEventListener('abort', () => resolve());
    });
  }
  return {
    at,
    verdict: isHanging ? 'fail' : 'pass',
    responseTime: isHanging ? null : 1,
    phases: null,
    failure: isHanging ? { code: 'unexplained', facts: {} } : null,
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: null,
  };
}

async function create(id: string, host: string): Promise<void> {
  valueOf(await engine.api.monitors.create({ id, kind: 'http', url: `http://${host}/${id}`, interval: '5s' }));
}

async function run(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) await clock.advance(1_000);
}

it('do not delay the checks of the others, however many they are', async () => {
  for (let i = 0; i < 200; i += 1) await create(`h${String(i)}`, `hanging-${String(i >> 1)}.localhost`);
  for (let i = 0; i < 4; i += 1) await create(`s${String(i)}`, 'healthy.localhost');
  engine.start();
  const begunAt = clock.now();
  await run(60);
  const { monitors } = valueOf(await engine.api.overview.get(undefined));
  const checkedAt = monitors
    .filter(({ id }) => id.startsWith('s'))
    .map(({ recent }) => recentChecks(recent).map(({ at }) => (at - begunAt) / 1_000));
  const everyFiveSeconds = Array.from({ length: 13 }, (_, index) => index * 5);
  expect(checkedAt).toEqual(Array.from({ length: 4 }, () => everyFiveSeconds));
  const { lateness, notices } = valueOf(await engine.api.system.info(undefined));
  expect({ lateness, notices }).toEqual({ lateness: { monitors: 0, byMs: 0 }, notices: [] });
});

it('are reported as late where they wait for each other, for as long as they do', async () => {
  valueOf(await engine.api.settings.update({ maxPerHost: 1 }));
  for (let i = 0; i < 12; i += 1) await create(`h${String(i)}`, 'hanging.localhost');
  engine.start();
  await run(30);
  const { lateness, notices } = valueOf(await engine.api.system.info(undefined));
  expect(lateness.monitors).toBeGreaterThan(0);
  expect(notices).toMatchObject([{ code: 'checks-late', severity: 'warning' }]);
  for (let i = 0; i < 12; i += 1) valueOf(await engine.api.monitors.pause({ id: `h${String(i)}` }));
  await run(10);
  const after = valueOf(await engine.api.system.info(undefined));
  expect(after).toMatchObject({ lateness: { monitors: 0, byMs: 0 }, notices: [] });
});
