/**
 * Monitors that are probed, as they are watched: one that is due is probed, a failure is reviewed (was it the target, or this
 * computer?), and what is left becomes a step of the state machine and the next due time.
 */
import { isProbed, type ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { Review } from '../network/review.ts';
import type { Clock } from '../ports.ts';
import type { Location } from '../locations/location.ts';
import { nextDue, recheckDue, startOffset, stretched } from '../schedule/cadence.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import { transition } from '../state/transition.ts';
import type { GapDetector } from '../network/gap-detector.ts';
import type { Observer } from './observer.ts';
import type { MonitorRegistry } from './monitor-registry.ts';
import type { MonitorEntry } from './monitor-entry.ts';

export interface Checks {
  /** Takes the next slot, then probes. */
  readonly run: (entry: MonitorEntry, monitor: ProbedMonitor) => Promise<void>;
  /** Probes now; a probe that is under way already is shared. Counts like any other check. */
  readonly probe: (entry: MonitorEntry, monitor: ProbedMonitor) => Promise<CheckDetail>;
  /** Probes and leaves no trace. */
  readonly preview: (monitor: ProbedMonitor) => Promise<CheckDetail>;
  /** Nothing was known of it in between; a long enough time makes it `unknown`. */
  readonly miss: (entry: MonitorEntry, monitor: ProbedMonitor, sinceMs: number) => void;
  /** Stretched no longer: what is due later than its interval says is due within it. */
  readonly catchUp: () => void;
  readonly stop: () => Promise<void>;
}

export interface ChecksOptions {
  readonly registry: MonitorRegistry;
  readonly observer: Observer;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly location: Location;
  readonly review: Review;
  readonly gaps: GapDetector;
  /** The computer runs on its battery, and the user wants it spared. */
  readonly isStretched: () => boolean;
}

export function openChecks(options: ChecksOptions): Checks {
  const { registry, observer, scheduler, clock, review, gaps } = options;
  const stopping = new AbortController();
  const underWay = new Map<MonitorEntry, Promise<CheckDetail>>();

  function probe(entry: MonitorEntry, monitor: ProbedMonitor): Promise<CheckDetail> {
    const before = underWay.get(entry);
    if (before !== undefined) return before;
    const probing = look(entry, monitor).then((check) => {
      underWay.delete(entry);
      const isCurrent = registry.find(monitor.id) === entry && entry.monitor === monitor;
      if (isCurrent && monitor.enabled && !stopping.signal.aborted) settle(entry, monitor, check);
      return check;
    });
    underWay.set(entry, probing);
    return probing;
  }

  function probeOnce(monitor: ProbedMonitor): Promise<CheckDetail> {
    return options.location.probe(monitor, stopping.signal);
  }

  async function look({ tracking }: MonitorEntry, monitor: ProbedMonitor): Promise<CheckDetail> {
    const isNews = tracking.state !== 'up' && tracking.state !== 'degraded';
    const wasProbeInterrupted = gaps.begin(monitor.timeout);
    const wasInterrupted = gaps.begin(Infinity);
    const check = await probeOnce(monitor);
    if (wasProbeInterrupted()) return asleep(check);
    const reviewed = await review(monitor, check, isNews);
    return wasInterrupted() ? asleep(reviewed) : reviewed;
  }

  function settle(entry: MonitorEntry, monitor: ProbedMonitor, check: CheckDetail): void {
    const { at, verdict, failure } = check;
    const nowMs = clock.now();
    const step = transition(entry.tracking, { at, endedAt: nowMs, verdict, failure }, policyOf(entry, monitor));
    if (verdict !== 'inconclusive') entry.isFresh = false;
    if (step.pace === 'recheck') {
      const { recheckInterval, interval } = monitor;
      const recheckAt = recheckDue({ endedAt: nowMs, recheckInterval, interval });
      scheduler.set(monitor.id, Math.min(recheckAt, scheduler.dueAt(monitor.id) ?? recheckAt));
    }
    observer.observe(entry, { step, check, ping: null });
  }

  return {
    async run(entry, monitor) {
      const { id } = monitor;
      const interval = options.isStretched() ? stretched(monitor.interval) : monitor.interval;
      const nowMs = clock.now();
      // The next slot is taken before the probe, so that nothing the probe meets can lose the monitor.
      scheduler.set(id, nextDue({ dueAt: scheduler.dueAt(id) ?? nowMs, interval, nowMs }));
      await probe(entry, monitor);
    },
    probe,
    preview: probeOnce,
    miss(entry, monitor, sinceMs) {
      const { tracking } = entry;
      if (tracking.state === 'new') return;
      const endedAt = clock.now();
      const check = { at: Math.min(sinceMs, endedAt), endedAt, verdict: 'inconclusive' as const, failure: null };
      observer.observe(entry, {
        step: transition(tracking, check, policyOf(entry, monitor)),
        check: null,
        ping: null,
      });
    },
    catchUp() {
      const nowMs = clock.now();
      for (const { monitor } of registry.all()) {
        const dueAt = scheduler.dueAt(monitor.id);
        if (!isProbed(monitor) || dueAt === null || dueAt <= nowMs + monitor.interval) continue;
        scheduler.set(monitor.id, nowMs + startOffset(monitor.id, monitor.interval));
      }
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay.values());
    },
  };
}

interface Policy {
  readonly failAfter: number;
  readonly recoverAfter: number;
  readonly interval: number;
}

/** After a sleep the network may still be finding itself: the first failure after it never alerts by itself. */
function policyOf({ isFresh, tracking }: MonitorEntry, { failAfter, recoverAfter, interval }: ProbedMonitor): Policy {
  return { failAfter: isFresh ? Math.max(failAfter, tracking.failures + 2) : failAfter, recoverAfter, interval };
}

/** Not even an answer counts then: it came after the sleep, and took who knows how long. */
function asleep(check: CheckDetail): CheckDetail {
  if (check.verdict === 'inconclusive') return check;
  return { ...check, verdict: 'inconclusive', failure: { code: 'asleep', facts: {} } };
}
