import { expect, onTestFinished, test } from 'vitest';
import type { Verdict } from '../../electron/contract/model/state.ts';
import { manualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';

const minute = 60_000;

interface Rig {
  readonly engine: TestEngine;
  /** Advances, and says how many checks that were. */
  readonly checksIn: (ms: number) => Promise<number>;
  /** What the target answers from now on. */
  readonly answer: (verdict: Verdict) => void;
}

/** One monitor with an interval of a minute, which has just been checked for the first time. */
async function open(): Promise<Rig> {
  const clock = manualClock();
  let checks = 0;
  let verdict: Verdict = 'pass';
  const failure = { code: 'connection-refused', facts: { peer: '127.0.0.1:9' } } as const;
  const nothing = { phases: null, assertions: [], unhealthy: [], response: null, certificate: null };
  const engine = await openTestEngine({
    directory: tempDirectory(onTestFinished),
    clock,
    probes: {
      http: () => {
        checks += 1;
        return Promise.resolve({
          at: clock.now(),
          verdict,
          responseTime: 1,
          ...nothing,
          failure: verdict === 'fail' ? failure : null,
        });
      },
    },
  });
  onTestFinished(() => engine.stop());
  engine.start();
  valueOf(await engine.api.monitors.create({ id: 'a', kind: 'http', url: 'http://127.0.0.1:9/', interval: '1m' }));
  await clock.advance(0);
  const checksIn = async (ms: number): Promise<number> => {
    const before = checks;
    await clock.advance(ms);
    return checks - before;
  };
  return { engine, checksIn, answer: (next) => void (verdict = next) };
}

test('on battery nothing changes until the user wants it', async () => {
  const { engine, checksIn } = await open();
  engine.setOnBattery(true);
  expect(await checksIn(20 * minute)).toBe(20);
});

test('where the user wants it, an interval is four times as long on battery', async () => {
  const { engine, checksIn } = await open();
  valueOf(await engine.api.settings.update({ stretchOnBattery: true }));
  expect(await checksIn(20 * minute)).toBe(20);
  engine.setOnBattery(true);
  // The one that was due already comes when it was to come.
  expect(await checksIn(minute)).toBe(1);
  expect(await checksIn(20 * minute)).toBe(5);
});

test('back on mains power, and with the setting turned off, it is looked at within its own interval again', async () => {
  const { engine, checksIn } = await open();
  valueOf(await engine.api.settings.update({ stretchOnBattery: true }));
  engine.setOnBattery(true);
  await checksIn(minute + 1_000);
  engine.setOnBattery(false);
  expect(await checksIn(minute)).toBeGreaterThanOrEqual(1);
  expect(await checksIn(10 * minute)).toBe(10);

  engine.setOnBattery(true);
  await checksIn(minute);
  valueOf(await engine.api.settings.update({ stretchOnBattery: false }));
  expect(await checksIn(minute)).toBeGreaterThanOrEqual(1);
});

test('a failure is checked again as soon as ever', async () => {
  const { engine, checksIn, answer } = await open();
  valueOf(await engine.api.settings.update({ stretchOnBattery: true }));
  engine.setOnBattery(true);
  answer('fail');
  await checksIn(minute);
  expect(await checksIn(6_000)).toBe(1);
  expect((await engine.untilState('a', 'down')).state).toBe('down');
});
