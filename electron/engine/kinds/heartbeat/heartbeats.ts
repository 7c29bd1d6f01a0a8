/**
 * Heartbeats as they are watched: pings come in, deadlines pass, and both become steps of the state machine. A ping that
 * was kept back on its way counts from when it was meant to arrive; handed over twice, it is one.
 */
import type { Failure } from '../../../contract/failure.ts';
import type { Ping } from '../../../contract/model/history.ts';
import { isPinged, type PingedMonitor } from '../../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../../contract/model/state.ts';
import { nextWakeAt, stepDeadline, type HeartbeatPolicy } from './deadline.ts';
import type { IncomingPing, PingAnswer } from './incoming.ts';
import { stepPing } from './ping.ts';
import { pingedRoom } from '../registry.ts';
import type { Clock } from '../../ports.ts';
import type { Scheduler } from '../../schedule/scheduler.ts';
import { unchanged } from '../../state/outage.ts';
import type { Step } from '../../state/step.ts';
import type { NewPing } from '../../store/store.ts';
import type { Observer } from '../../runtime/observer.ts';
import type { MonitorRegistry } from '../../runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../runtime/monitor-entry.ts';

export interface Heartbeats {
  readonly receive: (ping: IncomingPing) => PingAnswer;
  /** Its deadline, or the end of its grace, has come. */
  readonly judge: (entry: MonitorEntry, monitor: PingedMonitor) => void;
  readonly schedule: (entry: MonitorEntry, monitor: PingedMonitor) => void;
  /** Time in which this computer slept does not count towards a deadline. */
  readonly postpone: (entry: MonitorEntry, byMs: number) => void;
}

export interface HeartbeatsOptions {
  readonly registry: MonitorRegistry;
  readonly observer: Observer;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  /** When the job that pings with this run id began; null: not known. */
  readonly runStartedAt: (entry: MonitorEntry, runId: string) => number | null;
  /** Of the pings that are still kept, those from `atMs` on. */
  readonly pingsFrom: (entry: MonitorEntry, atMs: number) => readonly Ping[];
}

/** The hours of older checks may have been rolled up, and their raw checks dropped: one more would stand for all. */
const oldestCheckMs = 24 * 3_600_000;

function policyOf(monitor: PingedMonitor): HeartbeatPolicy {
  return pingedRoom(monitor).policy(monitor);
}

export function openHeartbeats(options: HeartbeatsOptions): Heartbeats {
  const { registry, observer, scheduler, clock } = options;

  function schedule({ tracking }: MonitorEntry, monitor: PingedMonitor): void {
    const wakeAt = nextWakeAt(tracking, policyOf(monitor));
    if (wakeAt === null) scheduler.delete(monitor.id);
    else scheduler.set(monitor.id, wakeAt);
  }

  function judge(entry: MonitorEntry, monitor: PingedMonitor): void {
    const nowMs = clock.now();
    const step = stepDeadline(entry.tracking, nowMs, policyOf(monitor));
    if (step !== null) {
      const check = step.incident?.change === 'open' ? heartbeatCheck(nowMs, step.incident.failure, null) : null;
      observer.observe(entry, { step, check, ping: null });
    }
    schedule(entry, monitor);
  }

  function runTimeOf(entry: MonitorEntry, { kind, runId }: IncomingPing, at: number): number | null {
    if (kind !== 'success' && kind !== 'fail') return null;
    const startedAt = runId === null ? entry.tracking.runStartedAt : options.runStartedAt(entry, runId);
    return startedAt === null ? null : Math.max(0, at - startedAt);
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
      const ping: NewPing = { ...received, at, runTime: runTimeOf(entry, incoming, at) };
      // Those of a future that was taken back with the clock have overtaken nothing.
      const newer = meantAt === undefined ? [] : options.pingsFrom(entry, at).filter((kept) => kept.at <= nowMs);
      if (newer.some((kept) => isSame(kept, ping))) return 'ok';
      // A paused monitor keeps its pings and changes nothing else; neither does one that others have overtaken.
      const counts = monitor.enabled && newer.every((kept) => kept.at === at || kept.kind === 'log');
      const step = counts ? stepPing(tracking, ping, policyOf(monitor)) : unchanged(tracking);
      const check = counts && nowMs - at < oldestCheckMs ? pingCheck(ping, step) : null;
      observer.observe(entry, { step, check, ping });
      if (monitor.enabled) schedule(entry, monitor);
      return 'ok';
    },
    judge,
    schedule,
    postpone(entry, byMs) {
      const { deadlineAt, runStartedAt } = entry.tracking;
      const later = (at: number | null): number | null => (at === null ? null : at + byMs);
      const next = { ...entry.tracking, deadlineAt: later(deadlineAt), runStartedAt: later(runStartedAt) };
      observer.observe(entry, { step: unchanged(next), check: null, ping: null });
    },
  };
}

/** A ping that ends a run, or a missed deadline, stands in the list of checks; its response time is the run time. */
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
  if (kind === 'success') return heartbeatCheck(at, null, runTime);
  return kind === 'fail' ? heartbeatCheck(at, next.failure, runTime) : null;
}
