/**
 * Turns pings into steps of the state machine. Those that arrive together are recorded together, one after the other, and
 * each is answered once it is stored. A ping that was delayed counts from when it should have arrived; if it is delivered
 * twice, it is recorded once. While nothing can be recorded, a ping still moves the deadline, but it is acknowledged only
 * once it is stored.
 */
import type { Ping } from '../../../contract/model/history.ts';
import { isPinged, type PingedMonitor } from '../../../contract/monitors/registry.ts';
import { afterAway } from './away.ts';
import { pingCheck } from './check.ts';
import { countedKind } from './filter.ts';
import type { Heartbeats, HeartbeatsOptions } from './heartbeats.ts';
import type { IncomingPing, PingAnswer } from './incoming.ts';
import { runOf } from './open-runs.ts';
import { clockByOrigin } from './origin.ts';
import { stepPing } from './ping.ts';
import type { HeartbeatPolicy } from './policy.ts';
import { pingedRoom } from '../registry.ts';
import { grouped, type Asked } from '../../grouped.ts';
import type { PendingObservation } from '../../incidents/commit-group.ts';
import type { Observation } from '../../incidents/observation.ts';
import type { Gap } from '../../network/gap-detector.ts';
import type { MonitorEntry } from '../../runtime/monitor-entry.ts';
import { unchanged } from '../../state/outage.ts';
import type { Step } from '../../state/step.ts';
import type { NewPing } from '../../store/ping-repository.ts';

interface ReceiverOptions extends Pick<
  HeartbeatsOptions,
  'registry' | 'observer' | 'clock' | 'runStartedAt' | 'pingsFrom' | 'settled' | 'pollGaps'
> {
  /** When nobody could receive a ping, oldest first. */
  readonly gaps: () => readonly Gap[];
  readonly schedule: Heartbeats['schedule'];
}

export interface Receiver {
  readonly receive: Heartbeats['receive'];
  /** Records the pings that wait, without waiting for the end of the turn. */
  readonly flush: () => void;
}

/** Older hours may have been rolled up and their raw checks dropped: one more check would replace the whole hour. */
const oldestCheckMs = 24 * 3_600_000;
/** Of the time that a delayed ping states. */
const oldestPingMs = 30 * 24 * 3_600_000;

export function openReceiver(options: ReceiverOptions): Receiver {
  const { registry, observer, clock, schedule } = options;
  const { ask, flush } = grouped(recordAll, clock);

  function recordAll(asked: readonly Asked<IncomingPing, PingAnswer>[]): void {
    options.pollGaps();
    const nowMs = clock.now();
    const pending = new Map<PendingObservation, Asked<IncomingPing, PingAnswer>>();
    for (const one of asked) {
      const found = find(one.item, nowMs);
      if (typeof found === 'string') one.answer(found);
      else pending.set(found, one);
    }
    const failed = observer.observeAll(Array.from(pending.keys()));
    for (const entry of new Set(Array.from(pending.keys(), (one) => one.entry))) scheduleEnabled(entry);
    for (const [one, { answer }] of pending) answer(failed.has(one) ? 'not-recorded' : acknowledge());
  }

  function find(ping: IncomingPing, nowMs: number): PendingObservation | 'not-found' | 'too-old' {
    const entry = registry.findByToken(ping.token);
    if (entry === null) return 'not-found';
    const { monitor } = entry;
    if (!isPinged(monitor)) return 'not-found';
    const at = Math.min(ping.at ?? nowMs, nowMs);
    if (nowMs - at > oldestPingMs) return 'too-old';
    return { entry, observe: (current) => observed(current, { monitor, ping, at, nowMs }, options) };
  }

  function scheduleEnabled(entry: MonitorEntry): void {
    if (isPinged(entry.monitor) && entry.monitor.enabled) schedule(entry, entry.monitor);
  }

  /** What was recorded of a ping may be in memory only. */
  function acknowledge(): PingAnswer | Promise<PingAnswer> {
    const settled = options.settled();
    if (settled === true) return 'ok';
    return settled.then((isStored) => (isStored ? 'ok' : 'not-recorded'));
  }

  return { receive: ask, flush };
}

interface Arrival {
  readonly monitor: PingedMonitor;
  readonly ping: IncomingPing;
  /** When it should have arrived. */
  readonly at: number;
  readonly nowMs: number;
}

/** Null: it is recorded already. */
function observed(
  entry: MonitorEntry,
  { monitor, ping: sent, at, nowMs }: Arrival,
  options: Pick<ReceiverOptions, 'runStartedAt' | 'pingsFrom' | 'gaps'>,
): Observation | null {
  const policy = pingedRoom(monitor).policy(monitor);
  const { exitCode, runId, body, remoteAddress, userAgent } = sent;
  const received = { kind: countedKind(sent, policy.filter), exitCode, runId, body, remoteAddress, userAgent };
  const ping: NewPing = { ...received, at, runTime: runTimeOf(entry, received, { at, ...options }) };
  // Pings from before the clock was set back are in the future, and have overtaken nothing.
  const newer = sent.at === undefined ? [] : options.pingsFrom(entry, at).filter((kept) => kept.at <= nowMs);
  if (newer.some((kept) => isSame(kept, ping))) return null;
  const counts = monitor.enabled && newer.every((kept) => kept.at === at || kept.kind === 'log');
  const step = stepOf(entry, ping, { policy, counts, gaps: options.gaps() });
  return { step, check: counts && nowMs - at < oldestCheckMs ? pingCheck(ping, step) : null, ping };
}

interface RunTimeOptions extends Pick<ReceiverOptions, 'runStartedAt'> {
  readonly at: number;
}

function runTimeOf(
  entry: MonitorEntry,
  { kind, runId }: Pick<IncomingPing, 'kind' | 'runId'>,
  { at, runStartedAt }: RunTimeOptions,
): number | null {
  if (kind !== 'success' && kind !== 'fail') return null;
  // The start of an open run moves with the clock, so that setting the clock does not change how long it took.
  const open = runOf(entry.tracking.runs, runId)?.startedAt ?? null;
  const startedAt = open ?? (runId === null ? null : runStartedAt(entry, runId));
  return startedAt === null ? null : Math.max(0, at - startedAt);
}

/** On a paused monitor, or if newer pings have overtaken it, a ping is stored and changes nothing else. */
function stepOf({ tracking }: MonitorEntry, ping: NewPing, { policy, counts, gaps }: Counting): Step {
  const known = tracking.clock === null ? { ...tracking, clock: clockByOrigin(ping.remoteAddress) } : tracking;
  if (!counts) return unchanged(known);
  return sinceThen(stepPing(known, ping, policy), { at: ping.at, gaps, policy });
}

interface Counting {
  readonly policy: HeartbeatPolicy;
  readonly counts: boolean;
  readonly gaps: readonly Gap[];
}

interface Since {
  readonly at: number;
  readonly gaps: readonly Gap[];
  readonly policy: HeartbeatPolicy;
}

/** What a delayed ping changed counts from its own time on, but not while nobody could receive pings. */
function sinceThen(step: Step, { at, gaps, policy }: Since): Step {
  if (gaps.every(({ to }) => to <= at)) return step;
  const passed = gaps.filter(({ to }) => to > at).map(({ from, to }): Gap => ({ from: Math.max(from, at), to }));
  return { ...step, next: passed.reduce((next, gap) => afterAway(next, gap, policy), step.next) };
}

function isSame(kept: Ping, { at, kind, runId, exitCode }: NewPing): boolean {
  return kept.at === at && kept.kind === kind && kept.runId === runId && kept.exitCode === exitCode;
}
