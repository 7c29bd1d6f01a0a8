/**
 * A test engine that runs, and can be started anew over its data. When the test has finished it is stopped, and must
 * have logged no error, nor before any restart.
 */
import { expect, onTestFinished } from 'vitest';
import { manualClock, type ManualClock } from './manual-clock.ts';
import { tempDirectory } from './temp-directory.ts';
import { openTestEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts';

export interface RestartableEngine extends TestEngine {
  readonly clock: ManualClock;
  /** Of its data. */
  readonly directory: string;
  /** Another engine over the same data takes its place, or that of one that was stopped, after so long without any. */
  readonly restart: (offMs?: number) => Promise<void>;
}

interface RestartableOptions extends Omit<TestEngineOptions, 'clock' | 'directory'> {
  readonly startMs?: number | undefined;
}

export async function openRestartableEngine({
  startMs,
  ...options
}: RestartableOptions = {}): Promise<RestartableEngine> {
  const clock = manualClock(startMs);
  const directory = tempDirectory(onTestFinished);

  async function start(): Promise<TestEngine> {
    const opened = await openTestEngine({ ...options, directory, clock });
    opened.start();
    return { ...opened, stop: once(() => stopWithoutErrors(opened)) };
  }

  const engine: RestartableEngine = {
    ...(await start()),
    clock,
    directory,
    async restart(offMs = 0) {
      await engine.stop();
      await clock.advance(offMs);
      Object.assign(engine, await start());
    },
  };
  onTestFinished(() => engine.stop());
  return engine;
}

async function stopWithoutErrors({ stop, log }: TestEngine): Promise<void> {
  await stop();
  expect(log.filter(({ level }) => level === 'error')).toEqual([]);
}

function once(task: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= task());
}
