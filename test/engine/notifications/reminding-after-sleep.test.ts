import { expect, it, onTestFinished } from 'vitest';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { Verdict } from '../../../electron/contract/model/state.ts';
import type { ProbeFn } from '../../../electron/engine/kinds/kind.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const minute = 60_000;
const hour = 60 * minute;

interface Rig {
  readonly clock: ManualClock;
  readonly engine: TestEngine;
  readonly answer: (verdict: Verdict) => void;
}

/** A site that is down and was told to be, with reminders every half hour. */
async function openDown(): Promise<Rig> {
  const clock = manualClock();
  let verdict: Verdict = 'pass';
  const failure = { code: 'connection-refused', facts: { peer: '127.0.0.1:9' } } as const;
  const nothing = { phases: null, assertions: [], unhealthy: [], response: null, certificate: null };
  const http: ProbeFn<HttpMonitor> = () =>
    Promise.resolve({
      at: clock.now(),
      verdict,
      responseTime: 1,
      ...nothing,
      failure: verdict === 'fail' ? failure : null,
    });
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock, probes: { http } });
  onTestFinished(() => engine.stop());
  engine.start();
  valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], repeatEvery: '30m' }] }));
  const site = { id: 'site', kind: 'http', name: 'Site', url: 'http://127.0.0.1:9/', interval: '1m' } as const;
  valueOf(await engine.api.monitors.create(site));
  await clock.advance(2 * minute);
  verdict = 'fail';
  await clock.advance(2 * minute);
  expect(titlesOf(engine)).toEqual(['Site is down']);
  return { clock, engine, answer: (next) => (verdict = next) };
}

const titlesOf = ({ notifications }: TestEngine): readonly string[] => notifications.map(({ title }) => title);

it('no reminder is sent after a sleep before the next check', async () => {
  const { clock, engine, answer } = await openDown();
  answer('pass');
  clock.set(clock.now() + 9 * hour);
  await clock.advance(5 * minute);
  expect(titlesOf(engine)).toEqual(['Site is down', 'Site is up again']);
});

it('one reminder is sent after a sleep, once the outage is confirmed', async () => {
  const { clock, engine } = await openDown();
  clock.set(clock.now() + 9 * hour);
  await clock.advance(5 * minute);
  expect(titlesOf(engine)).toEqual(['Site is down', 'Site is still down']);
});

it('no reminder is sent while checks are inconclusive, and one afterwards', async () => {
  const { clock, engine, answer } = await openDown();
  answer('inconclusive');
  await clock.advance(2 * hour);
  expect(titlesOf(engine)).toEqual(['Site is down']);
  answer('fail');
  await clock.advance(3 * minute);
  expect(titlesOf(engine)).toEqual(['Site is down', 'Site is still down']);
});

it('no reminder is sent while the monitor is recovering', async () => {
  const { clock, engine, answer } = await openDown();
  await clock.advance(28 * minute);
  answer('pass');
  await clock.advance(5 * minute);
  expect(titlesOf(engine)).toEqual(['Site is down', 'Site is up again']);
});
