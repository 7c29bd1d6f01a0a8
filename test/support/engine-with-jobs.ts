/** A restartable engine with jobs that report when the test says so: the shortest way to an outage and its end. */
import { expect } from 'vitest';
import type { PingKind } from '../../electron/contract/model/history.ts';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import type { RuleInput } from '../../electron/contract/schemas.ts';
import { openRestartableEngine, type RestartableEngine } from './restartable-engine.ts';
import { valueOf } from './test-engine.ts';

export interface EngineWithJobs extends RestartableEngine {
  /** Creates one that is expected once in 30 days, unless the fields say otherwise, and that has pinged, so that it can fail. */
  readonly job: (id: string, fields?: object) => Promise<void>;
  readonly report: (id: string, kind: PingKind) => Promise<void>;
  readonly setRules: (...rules: readonly RuleInput[]) => Promise<void>;
  /** Titles of the notifications that the desktop got since the last start. */
  readonly titles: () => readonly string[];
}

interface JobsOptions {
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
  const engine: EngineWithJobs = Object.assign(await openRestartableEngine({ startMs, groupWait }), {
    async job(id: string, fields: object = {}) {
      const job = { kind: 'heartbeat', id, name: id, schedule: { every: '30d' }, token: tokenOf(id), ...fields };
      valueOf(await engine.api.monitors.create(job as MonitorInput));
      await engine.report(id, 'success');
    },
    async report(id: string, kind: PingKind) {
      const ping = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
      expect(await engine.receivePing({ token: tokenOf(id), kind, ...ping })).toBe('ok');
      if (passMs > 0) await engine.clock.advance(passMs);
    },
    async setRules(...rules: readonly RuleInput[]) {
      valueOf(await engine.api.rules.replace({ rules: [...rules] }));
    },
    titles: () => engine.notifications.map(({ title }) => title),
  });
  return engine;
}

const tokenOf = (id: string): string => `${id}-token-0123456789`;
