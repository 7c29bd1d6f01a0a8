/**
 * Writes months of history into a store, through the program's own parts: the state machine evaluates each observation,
 * the recorder writes it, the outbox delivers its alerts (to nobody), upkeep rolls up. Only the observations are made
 * up.
 */
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import { isProbed, type Monitor } from '../../../electron/contract/monitors/registry.ts';
import type { Clock, Logger } from '../../../electron/engine/ports.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { probes } from '../probes.ts';
import { endpoints, type DemoEndpoint } from '../endpoints.ts';
import { jobs } from '../jobs.ts';
import type { SampleService } from '../service-process.ts';
import { gatherEvidence } from './evidence.ts';
import { heartbeatPast } from './heartbeat-past.ts';
import { httpCheckAt } from './http-checks.ts';
import { gatherProbeEvidence, probeCheckAt } from './probe-checks.ts';
import { probedPast } from './probed-past.ts';
import { openPastEngine, type PastEngine } from './past-engine.ts';
import type { Past, PastOptions } from './past.ts';
import { seededRandom } from './random.ts';
import { sleepsBetween } from './sleep.ts';
import { troublesOf, type PastRange, type Trouble } from './troubles.ts';
import type { NewCheck } from '../../../electron/engine/store/check-repository.ts';

interface HistoryOptions {
  readonly store: Store;
  readonly service: SampleService;
  /** The present clock; the past has one of its own. */
  readonly clock: Clock;
  readonly logger: Logger;
  readonly days: number;
  readonly seed: number;
}

const dayMs = 86_400_000;
/** Checks per transaction. */
const batchSize = 4_000;
/** The minimum number of days that upkeep handles per call, for one monitor. */
const daysRolledUpAtOnce = 2;

export async function writeHistory(options: HistoryOptions): Promise<void> {
  const { store, logger, days, seed } = options;
  const nowMs = options.clock.now();
  const fromMs = nowMs - days * dayMs;
  const range = { from: fromMs, to: nowMs, sleeps: sleepsBetween(fromMs, nowMs, seededRandom(seed, 'sleep')) };
  const engine = openPastEngine({ store, logger, fromMs, random: seededRandom(seed, 'delivery') });
  const plain = openBatch(store);
  const pasts: Past[] = [];
  for (const entry of engine.entries) {
    const random = seededRandom(seed, entry.monitor.id);
    const parts = { entry, recorder: engine.recorder, addPlain: plain.add, random, range, sleeps: range.sleeps };
    pasts.push(await openPast(parts, range, options));
  }
  await replay(pasts, engine, nowMs);
  plain.flush();
  await engine.close();
  for (const { stream } of engine.entries) {
    for (let day = 0; day <= days; day += daysRolledUpAtOnce) store.maintain(stream, nowMs);
  }
  // The time it took to write must not appear as unmonitored time.
  store.settings.setAliveAt(options.clock.now());
}

/** All monitors in parallel, ordered by time: incidents and alerts are numbered as they came. */
async function replay(pasts: readonly Past[], engine: PastEngine, nowMs: number): Promise<void> {
  for (;;) {
    const next = pasts.reduce((first, past) => (past.nextAt() < first.nextAt() ? past : first));
    const at = next.nextAt();
    if (at >= nowMs) return;
    await engine.advanceTo(at);
    next.observe(at);
  }
}

function openBatch(store: Store): { readonly add: (check: NewCheck) => void; readonly flush: () => void } {
  const waiting: NewCheck[] = [];
  const flush = (): void => {
    store.checks.append(waiting.splice(0));
  };
  return {
    add(check) {
      waiting.push(check);
      if (waiting.length >= batchSize) flush();
    },
    flush,
  };
}

async function openPast(parts: PastOptions, range: PastRange, options: HistoryOptions): Promise<Past> {
  const { monitor } = parts.entry;
  if (monitor.kind === 'heartbeat') {
    const job = jobs.find(({ input }) => input.id === monitor.id);
    if (job === undefined) throw unknown(monitor);
    return heartbeatPast({ ...parts, monitor, job });
  }
  const probe = probes.find(({ id }) => id === monitor.id);
  if (probe !== undefined && isProbed(monitor)) {
    const evidence = await gatherProbeEvidence(probe, monitor, options);
    const troubles = troublesOf({ ...probe, faults: ['reset'] }, range, parts.random);
    const found = { evidence, probe, random: parts.random, nowMs: range.to };
    const checkAt = (at: number, trouble: Trouble | null): CheckDetail => probeCheckAt(at, trouble, found);
    return probedPast({ ...parts, monitor, checkAt, well: evidence.well, troubles, pausedAt: null });
  }
  const endpoint = endpoints.find(({ input }) => input.id === monitor.id);
  if (endpoint === undefined || monitor.kind !== 'http') throw unknown(monitor);
  const evidence = await gatherEvidence(endpoint, monitor, options);
  const troubles = troublesOf(endpoint, range, parts.random);
  const found = { evidence, monitor, pace: endpoint.pace, random: parts.random };
  const checkAt = (at: number, trouble: Trouble | null): CheckDetail => httpCheckAt(at, trouble, found);
  return probedPast({
    ...parts,
    monitor,
    checkAt,
    well: evidence.well,
    troubles,
    pausedAt: pausedAt(endpoint, range),
  });
}

function pausedAt({ events = [] }: DemoEndpoint, { to }: PastRange): number | null {
  const paused = events.find((event) => event.is === 'paused');
  return paused === undefined ? null : to - paused.agoMs;
}

function unknown({ id }: Monitor): Error {
  return new Error(`the demonstration knows no monitor ${id}`);
}
