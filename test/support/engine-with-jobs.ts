/**
 * A test engine that runs, with jobs that report when the test says so: the shortest way to an outage and its end. When
 * the test has finished it is stopped, and must have logged no error, nor before any restart.
 */
import { expect, onTestFinished } from 'vitest';
import type { PingKind } from '../../electron/contract/model/history.ts';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import type { RuleInput } from '../../electron/contract/schemas.ts';
import { manualClock, type ManualClock } from './manual-clock.ts';
import { tempDirectory } from './temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from './test-engine.ts';

export interface EngineWithJobs extends TestEngine {
  readonly clock: ManualClock;
  /** Of its data. */
  readonly directory: string;
  /** Creates one that is expected once in 30 days, unless the fields say otherwise, and that has pinged, so that it can fail. */
  readonly job: (id: string, fields?: object) => Promise<void>;
  readonly report: (id: string, kind: PingKind) => Promise<void>;
  readonly setRules: (...rules: readonly RuleInput[]) => Promise<void>;
  /** Titles of the notifications that the desktop got since the last start. */
  readonly titles: () => readonly string[];
  /** Another engine over the same data takes its place, or that of one that was stopped, after so long without any. */
  readonly restart: (offMs?: number) => Promise<void>;
}

export interface JobsOptions {
  readonly startMs?: number;
  readonly groupWait?: number;
  /** What passes after each report. */
  readonly passMs?: number;
}

export async function openEngineWithJobs({
  startMs,
  groupWait = 0,
  passMs = 0,
}: JobsOptions = {}): Promise<EngineWithJobs> {
  const clock = manualClock(startMs);
  const directory = tempDirectory(onTestFinished);

  async function start(): Promise<TestEngine> {
    const opened = await openTestEngine({ directory, clock, groupWait });
    opened.start();
    return { ...opened, stop: once(() => stopWithoutErrors(opened)) };
  }

  const engine: EngineWithJobs = {
    ...(await start()),
    clock,
    directory,
    async job(id, fields = {}) {
      const job = { kind: 'heartbeat', id, name: id, schedule: { every: '30d' }, token: tokenOf(id), ...fields };
      valueOf(await engine.api.monitors.create(job as MonitorInput));
      await engine.report(id, 'success');
    },
    async report(id, kind) {
      const ping = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
      expect(await engine.receivePing({ token: tokenOf(id), kind, ...ping })).toBe('ok');
      if (passMs > 0) await clock.advance(passMs);
    },
    async setRules(...rules) {
      valueOf(await engine.api.rules.replace({ rules: [...rules] }));
    },
    titles: () => engine.notifications.map(({ title }) => title),
    async restart(offMs = 0) {
      await engine.stop();
      await clock.advance(offMs);
      Object.assign(engine, await start());
    },
  };
  onTestFinished(() => engine.stop());
  return engine;
}

const tokenOf = (id: string): string => `${id}-token-0123456789`;

async function stopWithoutErrors({ stop, log }: TestEngine): Promise<void> {
  await stop();
  expect(log.filter(({ level }) => level === 'error')).toEqual([]);
}

function once(task: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= task());
}
