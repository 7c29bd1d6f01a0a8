/**
 * A restartable engine with a target and two locations, Frankfurt and Ohio, each of which is an exporter that sees what
 * the test says.
 */
import { onTestFinished } from 'vitest';
import type { LocationView, MonitorLocation } from '../../electron/contract/calls/locations.ts';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import { startFakeExporter, type FakeExporter, type Sight } from './fake-exporter.ts';
import { openRestartableEngine, type RestartableEngine } from './restartable-engine.ts';
import { startTargetServer, type TargetServer } from './target-server.ts';
import { valueOf } from './test-engine.ts';

type HttpInput = Extract<MonitorInput, { kind: 'http' }>;

export interface EngineWithExporters extends RestartableEngine {
  readonly target: TargetServer;
  readonly exporters: readonly FakeExporter[];
  /** What Frankfurt sees from now on, and what Ohio sees. */
  readonly see: (sights: readonly Sight[]) => void;
  /** Creates `shop`, a monitor of the target that is seen from both. */
  readonly add: (input?: Partial<HttpInput>) => Promise<void>;
  /** Creates it, with its first check, and what so many locations answer to that. */
  readonly addAndAsk: (input?: Partial<HttpInput>, count?: number) => Promise<void>;
  /** The next local check, and what the locations answer to it. */
  readonly checkAndAsk: (ms: number, count?: number) => Promise<void>;
  /** Resolves when so many locations have answered from now on. */
  readonly answers: (count: number) => Promise<void>;
  readonly summary: () => Promise<{ state: string; reason: string | null }>;
  readonly rows: () => Promise<readonly MonitorLocation[]>;
  /** What each location did when it was asked last. */
  readonly lasts: () => Promise<readonly LocationView['last'][]>;
}

export async function openEngineWithExporters(): Promise<EngineWithExporters> {
  const target = await startTargetServer();
  onTestFinished(() => target.close());
  const exporters = [await startFakeExporter(), await startFakeExporter()];
  const engine: EngineWithExporters = Object.assign(await openRestartableEngine(), {
    target,
    exporters,
    see(sights: readonly Sight[]) {
      exporters.forEach((exporter, index) => exporter.see(sights[index] ?? 'up'));
    },
    async add(input: Partial<HttpInput> = {}) {
      const locations = ['frankfurt', 'ohio'];
      const shop = { kind: 'http', id: 'shop', name: 'Shop', url: target.url, locations, ...input } as const;
      valueOf(await engine.api.monitors.create(shop));
    },
    async addAndAsk(input: Partial<HttpInput> = {}, count = 2) {
      const answered = engine.answers(count);
      await engine.add(input);
      await engine.clock.advance(0);
      await answered;
    },
    async checkAndAsk(ms: number, count = 2) {
      const answered = engine.answers(count);
      await engine.clock.advance(ms);
      await answered;
    },
    async answers(count: number) {
      let left = count;
      await engine.until('locations', () => {
        left -= 1;
        return left === 0;
      });
    },
    async summary() {
      const { monitors } = valueOf(await engine.api.overview.get(undefined));
      const { state = '', reason = null } = monitors[0] ?? {};
      return { state, reason };
    },
    async rows() {
      return valueOf(await engine.api.locations.ofMonitor({ monitorId: 'shop' }));
    },
    async lasts() {
      return valueOf(await engine.api.locations.list(undefined)).map(({ last }) => last);
    },
  });
  for (const [index, name] of ['Frankfurt', 'Ohio'].entries()) {
    const url = exporters[index]?.url ?? '';
    valueOf(await engine.api.locations.save({ kind: 'blackbox', id: name.toLowerCase(), name, url }));
  }
  return engine;
}
