/**
 * Turns pings and passed deadlines into steps of the state machine, and moves the stored times when this computer was away
 * or its clock was set.
 */
import type { Ping } from '../../../contract/model/history.ts';
import { isPinged, type PingedMonitor } from '../../../contract/monitors/registry.ts';
import { afterAway, afterShift, withinSchedule } from './away.ts';
import { heartbeatCheck } from './check.ts';
import { nextWakeAt, stepDeadline } from './deadline.ts';
import type { IncomingPing, PingAnswer } from './incoming.ts';
import type { HeartbeatPolicy } from './policy.ts';
import { openReceiver } from './receive.ts';
import { pingedRoom } from '../registry.ts';
import type { Gap } from '../../network/gap-detector.ts';
import type { Clock } from '../../ports.ts';
import type { Scheduler } from '../../schedule/scheduler.ts';
import { unchanged } from '../../state/outage.ts';
import type { Tracking } from '../../state/step.ts';
import type { Observer } from '../../runtime/observer.ts';
import type { MonitorRegistry } from '../../runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../runtime/monitor-entry.ts';

export interface Heartbeats {
  readonly receive: (ping: IncomingPing) => Promise<PingAnswer>;
  /** At its deadline, or at the end of its grace. */
  readonly evaluate: (entry: MonitorEntry, monitor: PingedMonitor) => void;
  readonly schedule: (entry: MonitorEntry, monitor: PingedMonitor) => void;
  /** This computer slept, or Vigilmon did not run: nobody could receive a ping. */
  readonly away: (gap: Gap) => void;
  /** The clock was set by `byMs` (negative: back). */
  readonly shift: (byMs: number) => void;
  /** Records the pings that wait. */
  readonly stop: () => void;
}

export interface HeartbeatsOptions {
  readonly registry: MonitorRegistry;
  readonly observer: Pick<Observer, 'observe' | 'observeAll'>;
  readonly scheduler: Pick<Scheduler, 'set' | 'delete'>;
  readonly clock: Clock;
  /** When the run with this id started; null if unknown. */
  readonly runStartedAt: (entry: MonitorEntry, runId: string) => number | null;
  /** The stored pings from `atMs` on. */
  readonly pingsFrom: (entry: MonitorEntry, atMs: number) => readonly Ping[];
  /** Whether everything recorded so far is on disk, at once or after waiting for a moment. */
  readonly settled: () => true | Promise<boolean>;
  /** Notices now whether this computer was away, which changes what a ping means. */
  readonly pollGaps: () => void;
}

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
    // One that waits may be the one that is due.
    receiver.flush();
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

  const receiver = openReceiver({ ...options, gaps: () => gaps, schedule });
  return {
    receive: receiver.receive,
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
    stop: receiver.flush,
  };
}
