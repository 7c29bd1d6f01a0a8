/** Pings that arrive together while the disk refuses writes: as in ping-groups.test.ts, nobody can tell it from the result. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Incident, PingKind } from '../../../../electron/contract/model/history.ts';
import type { HeartbeatMonitor } from '../../../../electron/contract/monitors/registry.ts';
import { openRecorder } from '../../../../electron/engine/incidents/recorder.ts';
import { openHeartbeats, type Heartbeats } from '../../../../electron/engine/kinds/heartbeat/heartbeats.ts';
import type { PingAnswer } from '../../../../electron/engine/kinds/heartbeat/incoming.ts';
import { openAlertConfig, untriedHealth } from '../../../../electron/engine/notifications/alert-config.ts';
import { openRecording } from '../../../../electron/engine/recording/recording.ts';
import type { RecordedEvent } from '../../../../electron/engine/runtime/events.ts';
import { openMonitorRegistry } from '../../../../electron/engine/runtime/monitor-registry.ts';
import { openObserver } from '../../../../electron/engine/runtime/observer.ts';
import type { Tracking } from '../../../../electron/engine/state/step.ts';
import { initialTracking } from '../../../../electron/engine/state/transition.ts';
import { StoreError } from '../../../../electron/engine/store/store-error.ts';
import type { Store } from '../../../../electron/engine/store/store.ts';
import { storedHeartbeat } from '../../../support/stored-heartbeat.ts';
import { manualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { recordedLog } from '../../../support/recorded-log.ts';
import { nativeChannel, rule } from '../../notifications/samples.ts';
import { midnight, openTestStore } from '../../store/fixtures.ts';

const jobs = ['mailer', 'backup'] as const;
const tokenOf = (job: string): string => `token-of-${job}-0123456789`;
const troubles = ['none', 'at once', 'at the commit'] as const;
type Trouble = (typeof troubles)[number];

const monitorOf = (id: string): HeartbeatMonitor =>
  storedHeartbeat({ id, name: id, severity: 'warning', token: tokenOf(id) });

interface Seen {
  readonly onDisk: unknown;
  readonly incidents: unknown;
  readonly alerts: unknown;
  readonly states: readonly Tracking[];
  readonly inMemory: readonly (readonly [Tracking, Incident | null])[];
  readonly announced: unknown;
  readonly failed: readonly string[];
}

interface Bench {
  readonly clock: ManualClock;
  readonly heartbeats: Heartbeats;
  readonly setTrouble: (trouble: Trouble) => void;
  /** What is on disk, in memory, was announced and was logged as an error. */
  readonly seen: () => Seen;
}

async function openBench(): Promise<Bench> {
  const clock = manualClock(midnight);
  const logger = recordedLog();
  const disk = await openTestStore();
  const events: RecordedEvent[] = [];
  const emit = (event: RecordedEvent): void => void events.push(event);
  let trouble: Trouble = 'none';
  const refuse = (): never => {
    throw new StoreError('full', 'by the test');
  };
  const transaction: Store['transaction'] = (body) => {
    if (trouble === 'none') return disk.transaction(body);
    return trouble === 'at once' ? refuse() : disk.transaction(() => [body(), refuse()][0] as ReturnType<typeof body>);
  };
  const noCall = (): undefined => undefined;
  const store = { ...disk, transaction };
  const recording = openRecording({ store, clock, logger, onRefused: noCall, onRecovered: noCall });
  const alertConfig = openAlertConfig([{ channel: nativeChannel(), health: untriedHealth }], [rule({}, ['desktop'])]);
  const registry = openMonitorRegistry(alertConfig);
  for (const job of jobs) registry.add(disk.monitors.insert(monitorOf(job), initialTracking(midnight)));
  const { journaled, settled } = recording;
  const recorder = openRecorder({
    ...{ store: journaled, alertConfig, clock, logger, emit, flapAfter: () => 6, onAlerts: noCall },
  });
  const observer = openObserver({ registry, recorder, clock, emit, dueAt: () => null, connection: () => 'online' });
  const heartbeats = openHeartbeats({
    ...{ registry, observer, clock, settled, scheduler: { set: noCall, delete: noCall }, pollGaps: noCall },
    runStartedAt: ({ key }, runId) => journaled.pings.runStartedAt(key, runId),
    pingsFrom: ({ key }, atMs) => journaled.pings.from(key, atMs),
  });
  const seen = (): Seen => ({
    onDisk: registry
      .all()
      .map(({ key, stream }) => [
        disk.pings.recent(key, 100),
        disk.checks.page(stream, { limit: 100 }).items,
        disk.spans.between(stream, 0, Number.MAX_SAFE_INTEGER),
      ]),
    incidents: disk.incidents.page({ limit: 100 }).items,
    alerts: disk.outbox.page({ limit: 100 }).items,
    states: disk.monitors.all().map(({ tracking }) => tracking),
    inMemory: registry.all().map(({ tracking, incident }) => [tracking, incident] as const),
    announced: events.filter(({ type }) => type === 'ping' || type === 'incident'),
    failed: logger.lines.filter((line) => line.includes('could not be recorded') || line.includes('is lost')),
  });
  return { clock, heartbeats, setTrouble: (now) => void (trouble = now), seen };
}

interface Sent {
  readonly job: (typeof jobs)[number];
  readonly kind: PingKind;
  readonly exitCode: number | null;
  readonly runId: string | null;
  /** How long it was delayed; null: it was not. */
  readonly lateMs: number | null;
}

const sent: fc.Arbitrary<Sent> = fc.record({
  job: fc.constantFrom(...jobs),
  kind: fc.constantFrom<PingKind>('success', 'success', 'start', 'fail', 'log'),
  exitCode: fc.constantFrom(null, 0, 1),
  runId: fc.constantFrom(null, 'run-1', 'run-2'),
  lateMs: fc.constantFrom(null, null, 0, 3_000),
});
const group = fc.record({
  pings: fc.array(sent, { minLength: 1, maxLength: 12 }),
  trouble: fc.constantFrom(...troubles),
  thenMs: fc.constantFrom(0, 500, 5_000, 60_000),
});

function send({ clock, heartbeats }: Bench, { job, lateMs, ...said }: Sent): Promise<PingAnswer> {
  const at = lateMs === null ? {} : { at: clock.now() - lateMs };
  return heartbeats.receive({ token: tokenOf(job), ...said, ...at, body: '', remoteAddress: '', userAgent: '' });
}

const leavesTheSame = fc.asyncProperty(fc.array(group, { minLength: 2, maxLength: 6 }), async (groups) => {
  const [together, apart, calm] = [await openBench(), await openBench(), await openBench()];
  for (const { pings, trouble, thenMs } of groups) {
    for (const bench of [together, apart]) bench.setTrouble(trouble);
    const answers = pings.map((ping) => send(together, ping));
    together.heartbeats.stop();
    const others: Promise<PingAnswer>[] = [];
    for (const ping of pings) {
      others.push(send(apart, ping));
      void send(calm, ping);
      for (const { heartbeats } of [apart, calm]) heartbeats.stop();
    }
    for (const { clock, setTrouble } of [together, apart, calm]) {
      await clock.advance(thenMs);
      setTrouble('none');
      await clock.advance(60_000);
    }
    expect(await Promise.all(answers)).toEqual(await Promise.all(others));
    const seen = together.seen();
    expect(seen).toEqual(apart.seen());
    expect(seen).toEqual(calm.seen());
    expect(seen.failed).toEqual([]);
    expect(seen.states).toEqual(seen.inMemory.map(([tracking]) => tracking));
  }
});

test(
  'a group of pings leaves the same as the same pings one by one, and as if the disk had refused nothing',
  { timeout: 120_000 },
  () => fc.assert(leavesTheSame, { numRuns: 10 }),
);
