/**
 * Turns pings and passed deadlines into steps of the state machine. A ping that was delayed counts from when it should
 * have arrived; if it is delivered twice, it is recorded once. While nothing can be recorded, a ping still moves the
 * deadline, but it is acknowledged only once it is stored.
 */
import type { Failure } from '../../../contract/failure.ts';
import type { Ping } from '../../../contract/model/history.ts';
import { isPinged, type PingedMonitor } from '../../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../../contract/model/state.ts';
import { afterAway, afterShift, withinSchedule } from './away.ts';
import { nextWakeAt, stepDeadline } from './deadline.ts';
import type { IncomingPing, PingAnswer } from './incoming.ts';
import { runOf } from './open-runs.ts';
import { clockByOrigin } from './origin.ts';
import { stepPing } from './ping.ts';
import type { HeartbeatPolicy } from './policy.ts';
import { pingedRoom } from '../registry.ts';
import type { Gap } from '../../network/gap-detector.ts';
import type { Clock } from '../../ports.ts';
import type { Scheduler } from '../../schedule/scheduler.ts';
import { unchanged } from '../../state/outage.ts';
import type { Step, Tracking } from '../../state/step.ts';
import type { NewPing } from '../../store/store.ts';
import type { Observer } from '../../runtime/observer.ts';
import type { MonitorRegistry } from '../../runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../runtime/monitor-entry.ts';

export interface Heartbeats {
  readonly receive: (ping: IncomingPing) => PingAnswer | Promise<PingAnswer>;
  /** At its deadline, or at the end of its grace. */
  readonly evaluate: (entry: MonitorEntry, monitor: PingedMonitor) => void;
  readonly schedule: (entry: MonitorEntry, monitor: PingedMonitor) => void;
  /** This computer slept, or Vigilmon did not run: nobody could receive a ping. */
  readonly away: (gap: Gap) => void;
  /** The clock was set by `byMs` (negative: back). */
  readonly shift: (byMs: number) => void;
}

export interface HeartbeatsOptions {
  readonly registry: MonitorRegistry;
  readonly observer: Observer;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  /** When the run with this id started; null if unknown. */
  readonly runStartedAt: (entry: MonitorEntry, runId: string) => number | null;
  /** The stored pings from `atMs` on. */
  readonly pingsFrom: (entry: MonitorEntry, atMs: number) => readonly Ping[];
  /** Whether everything recorded so far is on disk, at once or after waiting for a moment. */
  readonly settled: () => true | Promise<boolean>;
}

/** Older hours may have been rolled up and their raw checks dropped: one more check would replace the whole hour. */
const oldestCheckMs = 24 * 3_600_000;
/** Of the time that a delayed ping states. */
const oldestPingMs = 30 * 24 * 3_600_000;
const afterFailureMs = 5_000;
/** For pings that arrive late; those from before the oldest of them are too old to matter. */
const mostGaps = 100;

function policyOf(monitor: PingedMonitor): HeartbeatPolicy {
  return pingedRoom(monitor).policy(monitor);
}

export function openHeartbeats(options: HeartbeatsOptions): Heartbeats {
  const { registry, observer, scheduler, clock } = options;
  let gaps: readonly Gap[] = [];

  function schedule({ tracking }: MonitorEntry, monitor: PingedMonitor): void {
    const wakeAt = nextWakeAt(tracking, policyOf(monitor));
    if (wakeAt === null) scheduler.delete(monitor.id);
    else scheduler.set(monitor.id, wakeAt);
  }

  function evaluate(entry: MonitorEntry, monitor: PingedMonitor): void {
    const nowMs = clock.now();
    const step = stepDeadline(entry.tracking, nowMs, policyOf(monitor));
    if (step !== null) {
      const check = step.incident?.change === 'open' ? heartbeatCheck(nowMs, step.incident.failure, null) : null;
      const recorded = observer.observe(entry, { step, check, ping: null });
      if (recorded === 'failed') {
        // The deadline is still due, and would be evaluated again at once.
        scheduler.set(monitor.id, nowMs + afterFailureMs);
        return;
      }
    }
    schedule(entry, monitor);
  }

  /** What was recorded of a ping may be in memory only. */
  function acknowledge(): PingAnswer | Promise<PingAnswer> {
    const settled = options.settled();
    if (settled === true) return 'ok';
    return settled.then((isStored) => (isStored ? 'ok' : 'not-recorded'));
  }

  function runTimeOf(entry: MonitorEntry, { kind, runId }: IncomingPing, at: number): number | null {
    if (kind !== 'success' && kind !== 'fail') return null;
    // The start of an open run moves with the clock, so that setting the clock does not change how long it took.
    const open = runOf(entry.tracking.runs, runId)?.startedAt ?? null;
    const startedAt = open ?? (runId === null ? null : options.runStartedAt(entry, runId));
    return startedAt === null ? null : Math.max(0, at - startedAt);
  }

  /** What a delayed ping changed counts from its own time on, but not while nobody could receive pings. */
  function sinceThen(step: Step, at: number, policy: HeartbeatPolicy): Step {
    if (gaps.every(({ to }) => to <= at)) return step;
    const passed = gaps.filter(({ to }) => to > at).map(({ from, to }): Gap => ({ from: Math.max(from, at), to }));
    return { ...step, next: passed.reduce((next, gap) => afterAway(next, gap, policy), step.next) };
  }

  /** Moves the stored times of each job. */
  function moveAll(move: (tracking: Tracking, policy: HeartbeatPolicy) => Tracking): void {
    for (const entry of registry.all()) {
      const { monitor } = entry;
      if (!isPinged(monitor) || !monitor.enabled) continue;
      const next = move(entry.tracking, policyOf(monitor));
      observer.observe(entry, { step: unchanged(next), check: null, ping: null });
      schedule(entry, monitor);
    }
  }

  return {
    receive(incoming) {
      const entry = registry.findByToken(incoming.token);
      if (entry === null) return 'not-found';
      const { monitor, tracking } = entry;
      if (!isPinged(monitor)) return 'not-found';
      const { token: _, at: meantAt, ...received } = incoming;
      const nowMs = clock.now();
      const at = Math.min(meantAt ?? nowMs, nowMs);
      if (nowMs - at > oldestPingMs) return 'too-old';
      const ping: NewPing = { ...received, at, runTime: runTimeOf(entry, incoming, at) };
      // Pings from before the clock was set back are in the future, and have overtaken nothing.
      const newer = meantAt === undefined ? [] : options.pingsFrom(entry, at).filter((kept) => kept.at <= nowMs);
      if (newer.some((kept) => isSame(kept, ping))) return acknowledge();
      // On a paused monitor, or if newer pings have overtaken it, a ping is stored and changes nothing else.
      const counts = monitor.enabled && newer.every((kept) => kept.at === at || kept.kind === 'log');
      const known = tracking.clock === null ? { ...tracking, clock: clockByOrigin(incoming.remoteAddress) } : tracking;
      const policy = policyOf(monitor);
      const step = counts ? sinceThen(stepPing(known, ping, policy), at, policy) : unchanged(known);
      const check = counts && nowMs - at < oldestCheckMs ? pingCheck(ping, step) : null;
      const recorded = observer.observe(entry, { step, check, ping });
      if (monitor.enabled) schedule(entry, monitor);
      return recorded === 'failed' ? 'not-recorded' : acknowledge();
    },
    evaluate,
    schedule,
    away(gap) {
      gaps = [...gaps, gap].slice(-mostGaps);
      moveAll((tracking, policy) => withinSchedule(afterAway(tracking, gap, policy), gap.to, policy));
    },
    shift(byMs) {
      const nowMs = clock.now();
      gaps = gaps.map(({ from, to }) => ({ from: from + byMs, to: to + byMs }));
      moveAll((tracking, policy) => afterShift(tracking, byMs, nowMs, policy));
    },
  };
}

/** A ping that ends a run, or a missed deadline, is listed as a check; its response time is the run time. */
export function heartbeatCheck(at: number, failure: Failure | null, runTime: number | null): CheckDetail {
  return {
    at,
    verdict: failure === null ? 'pass' : 'fail',
    responseTime: runTime,
    phases: null,
    failure,
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: null,
  };
}

function isSame(kept: Ping, { at, kind, runId, exitCode }: NewPing): boolean {
  return kept.at === at && kept.kind === kind && kept.runId === runId && kept.exitCode === exitCode;
}

function pingCheck({ kind, at, runTime }: NewPing, { next }: Step): CheckDetail | null {
  const isSuspicious = next.spanState === 'degraded';
  if (kind === 'success') return { ...heartbeatCheck(at, null, runTime), verdict: isSuspicious ? 'degraded' : 'pass' };
  return kind === 'fail' ? heartbeatCheck(at, next.failure, runTime) : null;
}
